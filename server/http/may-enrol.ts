import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { mayChange } from "./may-change.js";
import type { Principal } from "./principal.js";

/** Who may enrol authenticators, before it is looked at for whom. */
export const enrolmentAccess = {
  scopes: ["enrol", "users"],
  person: { own: true, enrolling: true, roles: ["owner", "administrator"], elevated: true },
} as const;

/**
 * Whether this caller may add a factor to a user: who may change one, and applications. With `enrol` alone these may
 * only to a user who has none, as otherwise a stolen key of a login page would add its thief's factor to everybody.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function mayEnrol(principal: Principal, factors: FactorRegistry): MayChange {
  const person = mayChange(principal, factors);
  return (user) => {
    person(user);
    if (principal.kind !== "application" || principal.application.scopes.includes("users")) return;
    if (!hasSecondFactor(user, factors)) return;
    throw new LatchkeyError(
      "forbidden",
      "This user has a second factor already: changing it needs their own verification, or the scope users.",
    );
  };
}
