import { timingSafeEqual } from "node:crypto";
import type { Config } from "../config.js";
import { newId, newSecret } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Application, ApplicationStore, Scope } from "../storage/storage.js";

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

export type NewApplication = Omit<Application, "id" | "createdAt" | "keyDigest">;

/** Finds relying applications by their API keys. */
export class Applications {
  readonly #store: ApplicationStore;
  readonly #keys: Keys;
  readonly #environment: Application | null;
  readonly #cache = new Map<string, { application: Application | null; until: number }>();

  constructor(store: ApplicationStore, keys: Keys, config: Pick<Config, "adminKey">) {
    this.#store = store;
    this.#keys = keys;
    this.#environment =
      config.adminKey === null ? null : environmentApplication(keys.digest("api-key", config.adminKey));
  }

  get hasEnvironmentKey(): boolean {
    return this.#environment !== null;
  }

  /** The application whose key this is; null where it is nobody's. */
  async byKey(apiKey: string): Promise<Application | null> {
    const digest = this.#keys.digest("api-key", apiKey);
    if (this.#environment && timingSafeEqual(Buffer.from(this.#environment.keyDigest), Buffer.from(digest))) {
      return this.#environment;
    }
    const cached = this.#cache.get(digest);
    if (cached && cached.until > performance.now()) return cached.application;
    const application = await this.#store.readByKey(digest);
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    this.#cache.set(digest, { application, until: performance.now() + CACHE_MS });
    return application;
  }

  /** The application with that id; null where there is none. */
  async byId(id: string): Promise<Application | null> {
    return id === ENVIRONMENT_APPLICATION ? this.#environment : this.#store.read(id);
  }

  /** Registers an application. @returns it with its key, which is not kept */
  async register(application: NewApplication): Promise<{ application: Application; apiKey: string }> {
    const apiKey = `lk_${newSecret()}`;
    const created = await this.#store.create({
      ...application,
      id: newId(),
      keyDigest: this.#keys.digest("api-key", apiKey),
    });
    return { application: created, apiKey };
  }
}

function environmentApplication(keyDigest: string): Application {
  return {
    id: ENVIRONMENT_APPLICATION,
    name: "Environment key",
    scopes: [...SCOPES],
    redirectUris: [],
    mayStateIp: true,
    recovery: true,
    unknownUsers: "refuse",
    keyDigest,
    createdAt: new Date(0),
  };
}
