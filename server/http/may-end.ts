import { LatchkeyError } from "../errors.js";
import type { User } from "../storage/storage.js";
import type { Principal } from "./principal.js";
import { assertOutranks } from "./rank.js";

/**
 * Whether this caller may shut a user out: with a stolen key, or by accident, nobody shuts out those who could undo it.
 * @param does what the caller would do, in words
 * @throws LatchkeyError `forbidden`
 */
export function assertMayEnd(principal: Principal, user: User, does: "suspend" | "delete"): void {
  if (principal.kind !== "person") {
    if (user.roles.length === 0) return;
    throw new LatchkeyError("forbidden", `Only people ${does} a user who holds a role.`);
  }
  if (principal.user.id === user.id) {
    throw new LatchkeyError("forbidden", `Nobody can ${does} themselves: ask somebody else who may.`);
  }
  assertOutranks(principal.roles, user);
}
