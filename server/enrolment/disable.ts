import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { activeCredentials } from "../factors/credentials.js";
import { enforcementOn } from "../policy/enforcement.js";
import type { Policy } from "../policy/policy.js";
import { type Change, changeUser } from "../storage/change-user.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment, removedDetail } from "./record.js";
import { claimsOf, withoutCredentials } from "./revoke.js";

/**
 * Disables a user's second factor (mission P6): every authenticator and the recovery key end in one write, and so does
 * every session but the one that is kept.
 * @param keptSession the caller's own, where users change themselves
 * @throws LatchkeyError `not_enrolled` where there is none; `forbidden` where policy wants one of this user; `conflict`
 *   while a hardware token is assigned, which only an administrator takes back; and what `mayChange` throws
 */
export async function disableSecondFactor(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  keptSession: string | null,
  mayChange: MayChange,
): Promise<void> {
  const policy = await deps.policy.current();
  const { before, user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayChange(current);
    return withoutSecondFactor(deps, policy, current, at);
  });
  await deps.storage.sessions.endAll(userId, keptSession ?? undefined);
  await recordEnrolment(deps, caller, "second_factor.disable", user, null, now, removedDetail(before, user));
  for (const { name, factor } of activeCredentials(before, deps.factors, "code", "assertion")) {
    deps.notices.tell(user, { kind: "factor_removed", credentialName: name, factor }, now);
  }
}

/**
 * The user without any second factor, and what they give up with it. Pure.
 * @throws LatchkeyError as `disableSecondFactor` does
 */
export function withoutSecondFactor(
  { factors }: Pick<VerificationDeps, "factors">,
  policy: Policy,
  current: User,
  now: Date,
): Change {
  const gone = current.credentials.filter(({ factor }) => factors.get(factor)?.kind !== "password");
  if (gone.length === 0) throw new LatchkeyError("not_enrolled", "This user has no second factor.");
  if (gone.some(({ token }) => token)) {
    throw new LatchkeyError(
      "conflict",
      "A hardware token is assigned: an administrator has to take it back first.",
    );
  }
  const left = withoutCredentials(current, gone, factors);
  const situation = { user: left, application: null, ip: null, now };
  if (enforcementOn(policy, situation).state !== "off") {
    throw new LatchkeyError(
      "forbidden",
      "A second factor is required here, so that it cannot be switched off.",
    );
  }
  return { user: left, claims: claimsOf(gone) };
}
