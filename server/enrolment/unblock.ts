import type { Caller } from "../audit/audit.js";
import { changeUser } from "../storage/change-user.js";
import type { VerificationDeps } from "../verification/deps.js";
import { freshGuard } from "../verification/guard.js";
import { recordEnrolment } from "./record.js";

/**
 * Lifts a user's block (mission G1): the guard is as after a success.
 * @throws LatchkeyError `not_found`
 */
export async function unblock(deps: VerificationDeps, caller: Caller, userId: string): Promise<void> {
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => ({
    user: { ...current, guard: freshGuard(at) },
  }));
  await recordEnrolment(deps, caller, "user.unblock", user, null, now);
}
