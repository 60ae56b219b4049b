import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import type { FactorRegistry } from "../factors/index.js";
import { passwordOf } from "../people/password.js";
import { mayChange } from "./may-change.js";
import { isEnvironmentKey, type Principal } from "./principal.js";

/**
 * Whether this caller may set a user's password: who may change their authenticators, but no application that of a user
 * who holds a role, with or without a factor, as it could sign in as them then. The environment's key may, as long as
 * nobody administers. People do not give themselves a password where theirs is checked elsewhere.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function maySetPassword(principal: Principal, factors: FactorRegistry): MayChange {
  const mayChangeUser = mayChange(principal, factors);
  return (user) => {
    mayChangeUser(user);
    if (principal.kind === "application" && user.roles.length > 0 && !isEnvironmentKey(principal)) {
      throw new LatchkeyError("forbidden", "Only people set the password of a user who holds a role.");
    }
    if (principal.kind === "person" && principal.user.id === user.id && !passwordOf(user)) {
      throw new LatchkeyError("forbidden", "Your password is not kept here: change it where you have it.");
    }
  };
}
