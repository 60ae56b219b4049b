import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";
import type { Principal } from "./principal.js";
import { assertOutranks } from "./rank.js";

/**
 * Whether this person may change the authenticators of a user. Those of others they
 * must outrank, as otherwise an administrator could become an owner by way of an owner's second factor. Whoever came when
 * they had no factor, and so by the password alone, may not go on once somebody has enrolled one meanwhile.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function mayChange(principal: Principal, factors: FactorRegistry): MayChange {
  return (user) => {
    if (principal.kind !== "person") return;
    if (principal.user.id !== user.id) return assertOutranks(principal.roles, user);
    if (hasSecondFactor(principal.user, factors) || !hasSecondFactor(user, factors)) return;
    throw new LatchkeyError(
      "elevation_required",
      "You have a second factor by now: verify yourself with it first.",
    );
  };
}

/** The id of the caller's own session where they change themselves, so that it outlives the change; null otherwise. */
export function ownSession(principal: Principal, user: User): string | null {
  return principal.kind === "person" && principal.user.id === user.id ? principal.session.id : null;
}
