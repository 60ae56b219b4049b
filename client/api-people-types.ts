/** The shapes of users as the console and the service exchange them. Types only. */
import type { Credential, DirectoryEntry, Role } from "./api-types.js";

/** Person is a user as an administrator sees them. */
export interface Person {
  readonly username: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly roles: readonly Role[];
  readonly suspended: boolean;
  /** An administrator requires a second factor of this user by name. */
  readonly factorRequired: boolean;
  readonly preferredFactors: readonly string[];
  /** End of the last wait after wrong attempts; it may have passed. */
  readonly blockedUntil?: string | undefined;
  readonly createdAt: string;
  readonly directory?: DirectoryEntry | undefined;
  readonly credentials: readonly Credential[];
}

/** PeoplePage is one page of the list; `cursor` leads to the next where there is one. */
export interface PeoplePage {
  readonly users: readonly Person[];
  readonly cursor?: string | undefined;
}

/** PeopleFilter is which users to list. */
export type PeopleFilter = "" | "unprotected" | "blocked" | "suspended";

/** PeopleSearch is what to look for; `query` is part of a name or an address. */
export interface PeopleSearch {
  readonly query: string;
  readonly filter: PeopleFilter;
  readonly group?: string;
}

/** Coverage is how many users are protected, and by what; suspended ones are counted apart. */
export interface Coverage {
  readonly users: number;
  readonly suspended: number;
  readonly protected: number;
  readonly by: readonly { readonly kind: string; readonly users: number }[];
}

/** NewPerson is a user to create. */
export interface NewPerson {
  readonly username: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly groups?: readonly string[];
  readonly password?: string;
}

/** PersonChanges is what to change of a user; what is absent stays. */
export interface PersonChanges {
  readonly displayName?: string | null;
  readonly email?: string | null;
  readonly groups?: readonly string[];
  readonly roles?: readonly Role[];
  readonly preferredFactors?: readonly string[];
}

/** RememberedDevice is a browser that is not asked for the second step. */
export interface RememberedDevice {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}
