import { LatchkeyError } from "../errors.js";
import type { Role, User } from "../storage/storage.js";

/** Who may do more; an auditor only reads. */
const RANK: Record<Role, number> = { auditor: 1, helpdesk: 1, administrator: 2, owner: 3 };

/**
 * People administer only those who rank below them; owners administer everybody. Otherwise a help desk could take an
 * owner's second factor away and sign in with a password that it set.
 * @throws LatchkeyError `forbidden`
 */
export function assertOutranks(roles: readonly Role[], user: User): void {
  if (roles.includes("owner") || rankOf(user.roles) < rankOf(roles)) return;
  throw new LatchkeyError(
    "forbidden",
    "Your role does not reach users who hold the same role or a higher one.",
  );
}

function rankOf(roles: readonly Role[]): number {
  return Math.max(0, ...roles.map((role) => RANK[role]));
}
