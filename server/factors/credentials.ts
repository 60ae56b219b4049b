import type { Credential, User } from "../storage/storage.js";
import type { FactorKind } from "./factor.js";
import type { FactorRegistry } from "./index.js";

/** Active credentials of the given kinds, in the order in which they were added. */
export function activeCredentials(user: User, factors: FactorRegistry, ...kinds: FactorKind[]): Credential[] {
  return user.credentials.filter((credential) => {
    const kind = factors.get(credential.factor)?.kind;
    return credential.state === "active" && kind !== undefined && kinds.includes(kind);
  });
}

/** Whether the user has a second factor. A recovery key is none by itself: it only stands in for one. */
export function hasSecondFactor(user: User, factors: FactorRegistry): boolean {
  return activeCredentials(user, factors, "code", "assertion").length > 0;
}

/** The user without bypass codes, as where they are suspended: a code is for a day, not for when they go on. */
export function withoutBypassCodes(user: User): User {
  if (!user.credentials.some(({ bypass }) => bypass)) return user;
  return { ...user, credentials: user.credentials.filter(({ bypass }) => !bypass) };
}

/** Whether a factor of that type may answer a second step; a bypass code may, although it shows nothing of its user. */
export function answersSecondStep(type: string, factors: FactorRegistry): boolean {
  return isSecondStep(type, factors) || isBypass(type, factors);
}

/** Whether it is a code that somebody else gave to the user. */
export function isBypass(type: string, factors: FactorRegistry): boolean {
  return factors.get(type)?.kind === "bypass";
}

/**
 * Whether a factor of that type verifies its user: a code, a tap, a recovery key or a break-glass code. Whatever else
 * there is, does not.
 */
export function isSecondStep(type: string, factors: FactorRegistry): boolean {
  const kind = factors.get(type)?.kind;
  return kind === "code" || kind === "assertion" || kind === "recovery" || kind === "emergency";
}
