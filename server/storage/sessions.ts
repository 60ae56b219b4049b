/** Sessions of people. */

/**
 * What a person's session may do: `full`; `enrol` (only set up a first factor); `recovery` (nothing until the new
 * recovery key is acknowledged).
 */
export type SessionKind = "full" | "enrol" | "recovery";

export interface Session {
  /** Keyed hash of the cookie's value. */
  id: string;
  /** By which people name it: neither the cookie's value nor made from it, and the same after elevation. */
  publicId: string;
  userId: string;
  kind: SessionKind;
  csrfToken: string;
  createdAt: Date;
  expiresAt: Date;
  elevatedUntil: Date | null;
  /** Factor that began or last elevated it; null for the password alone. */
  factor: string | null;
  ip: string | null;
  userAgent: string | null;
}

export interface SessionStore {
  /** Stores it with `createdAt`, `expiresAt` and `elevatedUntil` counted in seconds from the database's instant. */
  create(
    session: Omit<Session, "createdAt" | "expiresAt" | "elevatedUntil">,
    lifetime: { ttlSeconds: number; elevatedSeconds: number | null },
  ): Promise<Session>;
  /** A session that has not expired, with the instant of the read. */
  read(id: string): Promise<{ session: Session; now: Date } | null>;
  /** Gives it a new id and elevation in one write; null where it is gone (ended, or renewed by somebody else). */
  renew(
    id: string,
    next: { id: string; csrfToken: string; kind: SessionKind; factor: string; elevatedSeconds: number },
  ): Promise<Session | null>;
  /** Makes it a full one, verified by that factor and elevated from now on, that ends so long after it began. */
  promote(
    id: string,
    to: { factor: string; elevatedSeconds: number; lifetimeSeconds: number },
  ): Promise<boolean>;
  acknowledge(id: string): Promise<boolean>;
  list(userId: string): Promise<Session[]>;
  end(id: string): Promise<boolean>;
  /** Ends a user's session by its public id. */
  endOf(userId: string, publicId: string): Promise<boolean>;
  endAll(userId: string, except?: string): Promise<void>;
}
