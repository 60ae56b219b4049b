import type { Caller } from "../audit/audit.js";
import { changeUser } from "../storage/change-user.js";
import type { VerificationDeps } from "../verification/deps.js";
import { freshGuard } from "../verification/guard.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";

/**
 * Lifts a user's block (mission G1): the guard is as after a success.
 * @param mayChange who may not change the user's authenticators could guess their codes by it, block after block
 * @throws LatchkeyError `not_found`, and what `mayChange` throws
 */
export async function unblock(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  mayChange: MayChange,
): Promise<void> {
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayChange(current);
    return { user: { ...current, guard: freshGuard(at) } };
  });
  await recordEnrolment(deps, caller, "user.unblock", user, null, now);
}
