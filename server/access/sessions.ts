import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { newId, newSecret } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Role, Session, SessionKind, SessionStore, User } from "../storage/storage.js";

/** A session lives for a working day. */
const SESSION_SECONDS = 12 * 3600;
/** A session that can only enrol lives for as long as that takes. */
const ENROL_SECONDS = 3600;
/** Mission P1: not asked again for ten minutes. */
const ELEVATION_SECONDS = 600;

/** What a session is begun with. */
export interface SessionStart {
  user: User;
  kind: SessionKind;
  /** Factor that verified the user; null for the password alone. */
  factor: string | null;
  /** Whether it begins elevated: a second factor was verified, or a ticket vouches for a user who has none. */
  elevated: boolean;
  /** It ends so long after it began at the latest; null for as long as its kind lives. */
  mostSeconds: number | null;
  ip: string | null;
  userAgent: string | null;
}

/** A session with the value of its cookie, which is not kept. */
export interface IssuedSession {
  session: Session;
  token: string;
}

/** People's sessions: opaque cookies, kept as keyed hashes. */
export class Sessions {
  readonly #store: SessionStore;
  readonly #keys: Keys;

  constructor(store: SessionStore, keys: Keys) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Begins a session under a fresh id; one that the browser brought along is never taken over. */
  async begin({
    user,
    kind,
    factor,
    elevated,
    mostSeconds,
    ip,
    userAgent,
  }: SessionStart): Promise<IssuedSession> {
    const token = newSecret();
    const fields = {
      id: this.#id(token),
      publicId: newId(),
      userId: user.id,
      kind,
      csrfToken: newSecret(),
      factor,
      ip,
      userAgent,
    };
    const seconds = kind === "enrol" ? ENROL_SECONDS : SESSION_SECONDS;
    const session = await this.#store.create(fields, {
      ttlSeconds: Math.min(seconds, mostSeconds ?? seconds),
      elevatedSeconds: elevated ? ELEVATION_SECONDS : null,
    });
    return { session, token };
  }

  /** The session of a cookie, with the instant of the read; null where it has ended. */
  read(token: string): Promise<{ session: Session; now: Date } | null> {
    return this.#store.read(this.#id(token));
  }

  /** Elevates it under a fresh id; the old cookie is dead. Null where it has ended meanwhile. */
  async elevate(session: Session, factor: string, kind: SessionKind): Promise<IssuedSession | null> {
    const token = newSecret();
    const next = {
      id: this.#id(token),
      csrfToken: newSecret(),
      kind,
      factor,
      elevatedSeconds: ELEVATION_SECONDS,
    };
    const renewed = await this.#store.renew(session.id, next);
    return renewed && { session: renewed, token };
  }

  /**
   * Whoever sets up a factor in a session has shown to have it: the session that could only enrol becomes a full one, and
   * one that was elevated by the password stays elevated although there is a factor now.
   */
  async enrolled(session: Session, factor: string): Promise<void> {
    await this.#store.promote(session.id, {
      factor,
      elevatedSeconds: ELEVATION_SECONDS,
      lifetimeSeconds: SESSION_SECONDS,
    });
  }

  #id(token: string): string {
    return this.#keys.digest("session", token);
  }
}

/** A role counts only for a user who has a second factor. */
export function effectiveRoles(user: User, factors: FactorRegistry): Role[] {
  return hasSecondFactor(user, factors) ? user.roles : [];
}
