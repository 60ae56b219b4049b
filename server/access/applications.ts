import { timingSafeEqual } from "node:crypto";
import type { Config } from "../config.js";
import type { Keys } from "../storage/keys.js";
import type { Application, ApplicationKey, ApplicationStore, Scope } from "../storage/storage.js";

export const SCOPES = [
  "verify",
  "enrol",
  "users",
  "tokens",
  "audit",
  "admin",
  "metrics",
] as const satisfies readonly Scope[];

/** A process may go on with what it knew of a key for so long after the key was changed elsewhere. */
const CACHE_MS = 5000;
const CACHE_SIZE = 10_000;

/** Id of the built-in application whose key is `LATCHKEY_ADMIN_KEY`. */
export const ENVIRONMENT_APPLICATION = "environment key";

/** What an API key is good for; `keyId` is null for the environment's. */
export type KeyFound = { for: Application; keyId: string | null } | RefusedKey;

/** A key that is not taken; `of` is the application whose key it was. */
export interface RefusedKey {
  for: null;
  because: "unknown" | "ended" | "suspended";
  of: string | null;
}

/** Finds relying applications by their API keys. */
export class Applications {
  readonly #store: ApplicationStore;
  readonly #keys: Keys;
  readonly #environment: { application: Application; digest: string } | null;
  readonly #cache = new Map<string, { found: KeyFound; until: number }>();

  constructor(store: ApplicationStore, keys: Keys, config: Pick<Config, "adminKey">) {
    this.#store = store;
    this.#keys = keys;
    this.#environment =
      config.adminKey === null
        ? null
        : { application: environmentApplication(), digest: keys.digest("api-key", config.adminKey) };
  }

  get hasEnvironmentKey(): boolean {
    return this.#environment !== null;
  }

  /** Whose key this is, or why it is taken for nobody's. */
  async byKey(apiKey: string): Promise<KeyFound> {
    const digest = this.#keys.digest("api-key", apiKey);
    if (this.#environment && timingSafeEqual(Buffer.from(this.#environment.digest), Buffer.from(digest))) {
      return { for: this.#environment.application, keyId: null };
    }
    const cached = this.#cache.get(digest);
    if (cached && cached.until > performance.now()) return cached.found;
    const readAt = performance.now();
    const read = await this.#store.readByKey(digest);
    const key = read?.application.keys.find((held) => held.digest === digest);
    const [found, leftMs] = read && key ? foundKey(read.application, key, read.now) : [UNKNOWN_KEY, CACHE_MS];
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    this.#cache.set(digest, { found, until: readAt + Math.min(CACHE_MS, leftMs) });
    return found;
  }

  /** The application with that id; null where there is none. */
  async byId(id: string): Promise<Application | null> {
    return id === ENVIRONMENT_APPLICATION ? (this.#environment?.application ?? null) : this.#store.read(id);
  }

  /** After a change: what comes next asks the database. */
  forget(): void {
    this.#cache.clear();
  }
}

/** A key that is nobody's. */
export const UNKNOWN_KEY: RefusedKey = { for: null, because: "unknown", of: null };

/** @returns what the key is good for, and for how many milliseconds that holds at most */
function foundKey(application: Application, key: ApplicationKey, now: Date): [KeyFound, number] {
  const leftMs = key.expiresAt === null ? CACHE_MS : key.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return [{ for: null, because: "ended", of: application.id }, CACHE_MS];
  if (application.suspended) return [{ for: null, because: "suspended", of: application.id }, leftMs];
  return [{ for: application, keyId: key.id }, leftMs];
}

function environmentApplication(): Application {
  return {
    id: ENVIRONMENT_APPLICATION,
    name: "Environment key",
    scopes: [...SCOPES],
    redirectUris: [],
    mayStateIp: true,
    recovery: true,
    unknownUsers: "refuse",
    suspended: false,
    createdAt: new Date(0),
    keys: [],
  };
}
