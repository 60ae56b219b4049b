import type { Caller } from "../audit/audit.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";

/** Records a change of a user's authenticators. */
export function recordEnrolment(
  deps: Pick<VerificationDeps, "audit">,
  caller: Caller,
  action: string,
  user: User,
  credentialId: string | null,
  at: Date,
): Promise<void> {
  const factor = user.credentials.find(({ id }) => id === credentialId)?.factor ?? null;
  return deps.audit.record(caller, {
    at,
    action,
    outcome: "success",
    user: user.username,
    userId: user.id,
    factor,
    credentialId,
  });
}
