import { hasSecondFactor, isSecondStep } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { Role, Session, User } from "../storage/storage.js";

/** What a session counts for at an instant. */
export interface Standing {
  roles: Role[];
  /** Null where it is not elevated, or no longer. */
  elevatedUntil: Date | null;
}

/**
 * What a session counts for. Whoever has a second factor and was not verified by it in this session, because it was
 * begun by the password alone or by a ticket before there was a factor, has neither roles nor elevation: a session of
 * somebody who knows the password must not gain anything when the owner enrols.
 */
export function standingOf(session: Session, user: User, factors: FactorRegistry, now: Date): Standing {
  const isElevated = session.elevatedUntil !== null && session.elevatedUntil > now;
  const elevatedUntil = isElevated ? session.elevatedUntil : null;
  if (!hasSecondFactor(user, factors)) return { roles: [], elevatedUntil };
  return session.factor !== null && isSecondStep(session.factor, factors)
    ? { roles: user.roles, elevatedUntil }
    : { roles: [], elevatedUntil: null };
}
