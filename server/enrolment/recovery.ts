import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { type Policy, type Rules, rulesFor } from "../policy/policy.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { issueRecovery, type NewRecoverySecret } from "../verification/issue-recovery.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";

/** A user who gets a first factor gets a recovery key or codes with it; one who has some left keeps them. */
export function withFirstRecoverySecret(
  keys: Keys,
  policy: Policy,
  user: User,
  now: Date,
): { user: User; shown: NewRecoverySecret } {
  const form = rulesFor(policy, user.groups).recovery;
  if (form === "none") return { user, shown: {} };
  if (user.credentials.some(({ recovery }) => recovery && recovery.digests.length > 0)) {
    return { user, shown: {} };
  }
  return withNewRecoverySecret(keys, user, form, now);
}

/** The user with a fresh recovery key or set of codes in place of the old. */
function withNewRecoverySecret(
  keys: Keys,
  user: User,
  form: Exclude<Rules["recovery"], "none">,
  now: Date,
): { user: User; shown: NewRecoverySecret } {
  const { stored, shown } = issueRecovery(keys, form);
  const credential: Credential = {
    id: newId(),
    factor: "recovery-key",
    name: form === "codes" ? "Recovery codes" : "Recovery key",
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    spent: null,
    recovery: stored,
  };
  const others = user.credentials.filter(({ recovery }) => !recovery);
  return { user: { ...user, credentials: [...others, credential] }, shown };
}

/**
 * Makes a new recovery key or set of codes, as policy has it now; what the user had ends with the same write.
 * @returns what is shown once
 * @throws LatchkeyError `not_enrolled` where the user has no factor that a key could stand in for, and what `mayChange`
 *   throws
 */
export async function renewRecoverySecret(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  mayChange: MayChange,
): Promise<NewRecoverySecret> {
  let made: NewRecoverySecret = {};
  const policy = await deps.policy.current();
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayChange(current);
    if (!hasSecondFactor(current, deps.factors)) {
      throw new LatchkeyError(
        "not_enrolled",
        "A recovery key stands in for a second factor: set up one first.",
      );
    }
    const form = rulesFor(policy, current.groups).recovery;
    if (form === "none") {
      throw new LatchkeyError("forbidden", "Your organisation does not use recovery keys or codes.");
    }
    const renewed = withNewRecoverySecret(deps.keys, current, form, at);
    made = renewed.shown;
    return { user: renewed.user };
  });
  const renewed = user.credentials.find(({ recovery }) => recovery);
  await recordEnrolment(deps, caller, "recovery_key.renew", user, renewed?.id ?? null, now);
  deps.notices.tell(
    user,
    { kind: made.recoveryCodes ? "recovery_codes_renewed" : "recovery_key_renewed" },
    now,
  );
  return made;
}
