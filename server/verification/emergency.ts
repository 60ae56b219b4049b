import { activeCredentials, hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";

/** The time until which `LATCHKEY_BREAK_GLASS` lets owners in by a printed code; null where it is not set. */
interface Emergency {
  breakGlassUntil: Date | null;
}

/** Whether it is an emergency at that instant, which is the database's. It ends by itself. */
export function isEmergency({ breakGlassUntil }: Emergency, now: Date): boolean {
  return breakGlassUntil !== null && now < breakGlassUntil;
}

/**
 * The factors that an emergency adds to a sign-in: a break-glass code, for an owner who has one, and for nobody else. A role counts
 * only with a second factor, also where that is the one that is lost.
 */
export function emergencyFactors(
  deps: Emergency & { factors: FactorRegistry },
  user: User,
  now: Date,
): string[] {
  const isOwner = user.roles.includes("owner") && hasSecondFactor(user, deps.factors);
  if (!isEmergency(deps, now) || user.suspended || !isOwner) return [];
  return activeCredentials(user, deps.factors, "emergency").map(({ factor }) => factor);
}
