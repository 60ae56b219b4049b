import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { fallbackOrder } from "../policy/decide.js";
import { type Policy, rulesFor } from "../policy/policy.js";
import type { User, UserVerification } from "../storage/storage.js";

/** A tap shows that the session's person is there; a PIN as well, where the authenticator has one. */
export const ELEVATION_USER_VERIFICATION: UserVerification = "preferred";

/**
 * The factors that elevate: the password while nothing is enrolled, and never beside a factor. Empty for a user who has
 * neither, whose password is checked elsewhere: a ticket elevates them.
 */
export function elevationFactors(policy: Policy, user: User, factors: FactorRegistry): string[] {
  if (hasSecondFactor(user, factors)) return fallbackOrder(user, factors, rulesFor(policy, user.groups));
  const passwords = factors.ofKind("password").map(({ type }) => type);
  return passwords.filter((type) =>
    user.credentials.some(({ factor, state }) => factor === type && state === "active"),
  );
}
