import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";
import type { Principal } from "./principal.js";
import { assertOutranks } from "./rank.js";

/**
 * Whether this caller may change the authenticators of a user. People must outrank others, as otherwise an administrator
 * could become an owner by way of an owner's second factor; nor may an application change those of a user who holds a
 * role and has a factor, as whoever stole its key could do the same. Whoever came when they had no factor, and so by the
 * password alone, may not go on once somebody has enrolled one meanwhile.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function mayChange(principal: Principal, factors: FactorRegistry): MayChange {
  return (user) => {
    const isProtected = hasSecondFactor(user, factors);
    if (principal.kind !== "person") return assertNoRole(user, isProtected);
    if (principal.user.id !== user.id) return assertOutranks(principal.roles, user);
    if (hasSecondFactor(principal.user, factors) || !isProtected) return;
    throw new LatchkeyError(
      "elevation_required",
      "You have a second factor by now: verify yourself with it first.",
    );
  };
}

function assertNoRole({ roles }: User, isProtected: boolean): void {
  if (roles.length === 0 || !isProtected) return;
  throw new LatchkeyError("forbidden", "Only people change the authenticators of a user who holds a role.");
}

/** The id of the caller's own session where they change themselves, so that it outlives the change; null otherwise. */
export function ownSession(principal: Principal, user: User): string | null {
  return principal.kind === "person" && principal.user.id === user.id ? principal.session.id : null;
}
