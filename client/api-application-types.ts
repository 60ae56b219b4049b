/** The shapes of relying applications and warnings as the console and the service exchange them. Types only. */

/** Scope is what a relying application may do. */
export type Scope = "verify" | "enrol" | "users" | "tokens" | "audit" | "admin" | "metrics";

/** UnknownUsers is what a verification of a name does that nobody has. */
export type UnknownUsers = "refuse" | "create" | "skip";

/** ApplicationSettings are what an administrator chooses of an application. */
export interface ApplicationSettings {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly redirectUris: readonly string[];
  readonly mayStateIp: boolean;
  readonly recovery: boolean;
  readonly unknownUsers: UnknownUsers;
}

/** ApplicationKey is what is known of an API key; instants are ISO 8601. */
export interface ApplicationKey {
  readonly keyId: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly standing: "active" | "ends_soon" | "ended";
}

/** Application is a relying application. */
export interface Application extends ApplicationSettings {
  readonly applicationId: string;
  readonly suspended: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly keys: readonly ApplicationKey[];
}

/** NewKey says when a new key ends, and how long the others go on; what is left out has no end. */
export interface NewKey {
  readonly expiresInDays?: number;
  readonly overlapSeconds?: number;
}

/** Warning is something that is on and should not stay on, that ends soon, or that should be mended. */
export type Warning =
  | { readonly kind: "environment_key" }
  | { readonly kind: "break_glass"; readonly until: string }
  | { readonly kind: "keys_ending"; readonly applications: readonly string[] }
  | { readonly kind: "basic_authentication"; readonly users: readonly string[] }
  | { readonly kind: "operation"; readonly text: string };
