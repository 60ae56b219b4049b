import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";
import type { Principal } from "./principal.js";

/** Who may enrol authenticators, before it is looked at for whom. */
export const enrolmentAccess = {
  scopes: ["enrol", "users"],
  person: { own: true, enrolling: true, roles: ["owner", "administrator"], elevated: true },
} as const;

/**
 * Whether this caller may add a factor to a user. With `enrol` alone an application may only to a user who has none, as
 * otherwise a stolen key of a login page would add its thief's factor to everybody. A person who came when there was no
 * factor, and so by the password alone, may not go on once there is one that somebody else enrolled meanwhile.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function mayEnrol(principal: Principal, factors: FactorRegistry): MayChange {
  return (user) => {
    if (!hasSecondFactor(user, factors)) return;
    if (principal.kind === "person") return assertVerified(principal, user, factors);
    if (principal.kind === "application" && principal.application.scopes.includes("users")) return;
    throw new LatchkeyError(
      "forbidden",
      "This user has a second factor already: changing it needs their own verification, or the scope users.",
    );
  };
}

function assertVerified(
  person: Extract<Principal, { kind: "person" }>,
  user: User,
  factors: FactorRegistry,
): void {
  if (person.user.id !== user.id || hasSecondFactor(person.user, factors)) return;
  throw new LatchkeyError(
    "elevation_required",
    "You have a second factor by now: verify yourself with it first.",
  );
}
