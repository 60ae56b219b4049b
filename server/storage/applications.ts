/** Relying applications. */

export type Scope = "verify" | "enrol" | "users" | "tokens" | "audit" | "admin" | "metrics";

/** A relying application: a program that is allowed to call. */
export interface Application {
  id: string;
  name: string;
  scopes: Scope[];
  redirectUris: string[];
  mayStateIp: boolean;
  recovery: boolean;
  unknownUsers: "refuse" | "create" | "skip";
  /** Keyed hash of the API key. */
  keyDigest: string;
  createdAt: Date;
}

export interface ApplicationStore {
  create(application: Omit<Application, "createdAt">): Promise<Application>;
  readByKey(keyDigest: string): Promise<Application | null>;
  read(id: string): Promise<Application | null>;
  /** Those of exactly that name: names need not differ. */
  named(name: string): Promise<Application[]>;
}
