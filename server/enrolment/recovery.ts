import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { canonicalRecoveryKey, newRecoveryKey } from "../factors/recovery-key.js";
import { type Policy, rulesFor } from "../policy/policy.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";

/** A user who gets a first factor gets a recovery key with it; one who has a key keeps it. */
export function withFirstRecoveryKey(
  keys: Keys,
  policy: Policy,
  user: User,
  now: Date,
): { user: User; recoveryKey?: string } {
  if (rulesFor(policy, user.groups).recovery === "none") return { user };
  if (user.credentials.some(({ recovery }) => recovery)) return { user };
  return withNewRecoveryKey(keys, user, now);
}

/** The user with a fresh recovery key in place of the old. */
function withNewRecoveryKey(keys: Keys, user: User, now: Date): { user: User; recoveryKey: string } {
  const recoveryKey = newRecoveryKey();
  const credential: Credential = {
    id: newId(),
    factor: "recovery-key",
    name: "Recovery key",
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    spent: null,
    recovery: { digests: [keys.digest("recovery-key", canonicalRecoveryKey(recoveryKey))] },
  };
  const others = user.credentials.filter(({ recovery }) => !recovery);
  return { user: { ...user, credentials: [...others, credential] }, recoveryKey };
}

/**
 * Renews the recovery key; the old one ends with the same write.
 * @returns the new key, which is shown once
 * @throws LatchkeyError `not_enrolled` where the user has no factor that a key could stand in for, and what `mayChange`
 *   throws
 */
export async function renewRecoveryKey(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  mayChange: MayChange,
): Promise<string> {
  let recoveryKey = "";
  const policy = await deps.policy.current();
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayChange(current);
    if (!hasSecondFactor(current, deps.factors)) {
      throw new LatchkeyError(
        "not_enrolled",
        "A recovery key stands in for a second factor: set up one first.",
      );
    }
    if (rulesFor(policy, current.groups).recovery === "none") {
      throw new LatchkeyError("forbidden", "Your organisation does not use recovery keys.");
    }
    const renewed = withNewRecoveryKey(deps.keys, current, at);
    recoveryKey = renewed.recoveryKey;
    return { user: renewed.user };
  });
  await recordEnrolment(deps, caller, "recovery_key.renew", user, null, now);
  deps.notices.tell(user, { kind: "recovery_key_renewed" }, now);
  return recoveryKey;
}
