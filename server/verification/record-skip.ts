import type { Caller } from "../audit/audit.js";
import type { SkipReason } from "../policy/decide.js";
import { changeUser } from "../storage/change-user.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";

/** Records that somebody went on without the second step, and why; a sign-in of the time of grace is counted. */
export async function recordSkip(
  deps: VerificationDeps,
  caller: Caller,
  user: User,
  reason: SkipReason,
  now: Date,
): Promise<void> {
  if (reason === "grace") {
    await changeUser(deps.storage, user.id, (current) => ({
      user: { ...current, graceLoginsUsed: current.graceLoginsUsed + 1 },
    }));
  }
  await deps.audit.record(caller, {
    at: now,
    action: "verification.skip",
    outcome: "success",
    user: user.decoy ? null : user.username,
    userId: user.id,
    factor: null,
    credentialId: null,
    detail: { reason },
  });
}
