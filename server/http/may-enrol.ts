import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";
import type { Principal } from "./principal.js";

/**
 * Whether an application may change this user's factors: with `enrol` alone only those of a user who has none, as
 * otherwise a stolen key of a login page would add its thief's factor to everybody.
 * @throws LatchkeyError `forbidden`
 */
export function assertMayEnrol(principal: Principal, user: User, factors: FactorRegistry): void {
  if (principal.kind !== "application" || principal.application.scopes.includes("users")) return;
  if (!hasSecondFactor(user, factors)) return;
  throw new LatchkeyError(
    "forbidden",
    "This user has a second factor already: changing it needs their own verification, or the scope users.",
  );
}
