import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { type AddressRanges, overlap } from "../network.js";
import { fallbackOrder } from "../policy/decide.js";
import { differences } from "../policy/differences.js";
import { type Policy, rulesFor } from "../policy/policy.js";
import type { PolicyVersion, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";

/**
 * Writes a new version of the policy.
 * @param from the version that the change was made from
 * @throws LatchkeyError `conflict` where somebody else was first, `invalid_request` for what would lock out the last
 *   administrator or skip the second step for everybody behind a proxy
 */
export async function changePolicy(
  deps: VerificationDeps,
  caller: Caller,
  trustedProxies: AddressRanges,
  from: number,
  policy: Policy,
): Promise<PolicyVersion> {
  assertNoProxyListed(policy, trustedProxies);
  assertSomebodyAdministers(await deps.storage.users.listPrivileged(), policy, deps.factors);
  deps.policy.forget();
  const before = await deps.policy.versioned();
  const written =
    before.version === from ? await deps.storage.policies.append(from + 1, policy, caller.actor) : null;
  deps.policy.forget();
  if (written === null) {
    throw new LatchkeyError(
      "conflict",
      "Somebody else has changed the policy meanwhile. Load it again and repeat your change.",
    );
  }
  await deps.audit.record(caller, {
    at: written.at,
    action: "policy.change",
    outcome: "success",
    user: null,
    userId: null,
    factor: null,
    credentialId: null,
    detail: {
      version: written.version,
      changed: differences(before.policy, policy)
        .map(({ path }) => path)
        .join(" "),
    },
  });
  return written;
}

/** A request that comes through a proxy has its sender's address; a listed proxy would stand for all of them. */
function assertNoProxyListed(policy: Policy, trustedProxies: AddressRanges): void {
  const listed = [policy.rules, ...policy.groups.map(({ rules }) => rules)].flatMap(
    ({ networks }) => networks ?? [],
  );
  const proxy = listed.find((range) => trustedProxies.entries.some((trusted) => overlap(range, trusted)));
  if (proxy === undefined) return;
  throw new LatchkeyError(
    "invalid_request",
    `${proxy} contains a trusted proxy, through which everybody comes.`,
  );
}

/** @throws LatchkeyError `invalid_request` where no owner would be left who can sign in with a factor that is allowed */
function assertSomebodyAdministers(
  privileged: readonly User[],
  policy: Policy,
  factors: FactorRegistry,
): void {
  const owners = privileged.filter((user) => user.roles.includes("owner") && hasSecondFactor(user, factors));
  if (owners.length === 0) return;
  const stillIn = owners.some(
    (user) => fallbackOrder(user, factors, rulesFor(policy, user.groups)).length > 0,
  );
  if (stillIn) return;
  throw new LatchkeyError(
    "invalid_request",
    "No owner would be left who has a factor that is allowed: nobody could undo this.",
  );
}
