import type { AuditFact, Caller } from "../audit/audit.js";
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
  detail?: AuditFact["detail"],
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
    ...(detail === undefined ? {} : { detail }),
  });
}

/** What a user has given up by a change that ends several authenticators at once. */
export function removedDetail(before: User, after: User): NonNullable<AuditFact["detail"]> {
  const kept = new Set(after.credentials.map(({ id }) => id));
  const removed = before.credentials.filter(({ id }) => !kept.has(id));
  return {
    removed: removed.map(({ factor, id }) => `${factor} ${id}`).join(", "),
    serials: removed.flatMap(({ token }) => token?.serial ?? []).join(", "),
  };
}
