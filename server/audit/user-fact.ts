import type { User } from "../storage/storage.js";
import type { AuditFact } from "./audit.js";

/** A thing that was done to or by a user and that concerns none of their authenticators. */
export function userFact(action: string, user: Pick<User, "id" | "username">, at: Date): AuditFact {
  return {
    at,
    action,
    outcome: "success",
    user: user.username,
    userId: user.id,
    factor: null,
    credentialId: null,
  };
}
