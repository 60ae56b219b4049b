/** Relying applications. */

export type Scope = "verify" | "enrol" | "users" | "tokens" | "audit" | "admin" | "metrics";

/** An API key of a relying application. What is kept of the key itself is its keyed hash. */
export interface ApplicationKey {
  /** By which administrators name it. */
  id: string;
  digest: string;
  createdAt: Date;
  /** From then on it is refused; null where it has no end. */
  expiresAt: Date | null;
  /** To the minute or so; null before its first use. */
  lastUsedAt: Date | null;
}

/** A relying application: a program that is allowed to call. */
export interface Application {
  id: string;
  name: string;
  scopes: Scope[];
  redirectUris: string[];
  mayStateIp: boolean;
  recovery: boolean;
  unknownUsers: "refuse" | "create" | "skip";
  /** While it is, none of its keys is taken. */
  suspended: boolean;
  createdAt: Date;
  /** In the order in which they were made. */
  keys: ApplicationKey[];
}

/** What an administrator chooses of an application. */
export type ApplicationSettings = Pick<
  Application,
  "name" | "scopes" | "redirectUris" | "mayStateIp" | "recovery" | "unknownUsers"
>;

export interface ApplicationStore {
  create(application: Application): Promise<void>;
  /** Whose key it is, expired and suspended ones too, with the instant of the read. */
  readByKey(digest: string): Promise<{ application: Application; now: Date } | null>;
  read(id: string): Promise<Application | null>;
  /** All, by name. */
  list(): Promise<Application[]>;
  /** @returns the application as it now is; null where there is none of that id */
  change(
    id: string,
    changes: Partial<ApplicationSettings & Pick<Application, "suspended">>,
  ): Promise<Application | null>;
  delete(id: string): Promise<boolean>;
  /**
   * Adds a key, unless that makes more than `most`; those that have ended go, and are not counted.
   * @param othersEndAt when the application's other keys end, where they do not end before; null leaves them alone
   * @returns null where there is no such application, or no room
   */
  addKey(
    id: string,
    key: ApplicationKey,
    limits: { most: number; othersEndAt: Date | null },
  ): Promise<Application | null>;
  /** @returns the application without the key; null where there is no such key */
  removeKey(id: string, keyId: string): Promise<Application | null>;
  /** Notes at the database's instant that a key is used. */
  touchKey(id: string, keyId: string): Promise<void>;
}
