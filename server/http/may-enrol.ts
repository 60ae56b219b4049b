import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { Principal } from "./principal.js";

/** Who may enrol authenticators, before it is looked at for whom. */
export const enrolmentAccess = {
  scopes: ["enrol", "users"],
  person: { own: true, enrolling: true, roles: ["owner", "administrator"], elevated: true },
} as const;

/**
 * Whether this caller may add a factor to a user. With `enrol` alone an application may only to a user who has none, as
 * otherwise a stolen key of a login page would add its thief's factor to everybody.
 * @returns a check that throws LatchkeyError `forbidden`
 */
export function mayEnrol(principal: Principal, factors: FactorRegistry): MayChange {
  return (user) => {
    if (principal.kind !== "application" || principal.application.scopes.includes("users")) return;
    if (!hasSecondFactor(user, factors)) return;
    throw new LatchkeyError(
      "forbidden",
      "This user has a second factor already: changing it needs their own verification, or the scope users.",
    );
  };
}
