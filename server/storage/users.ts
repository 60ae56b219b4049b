/** Users: one document each, so that one conditional write settles an attempt. */
import type { Credential } from "./credentials.js";
import type { Guard } from "./guards.js";
import type { PeopleStore, UserBatchStore } from "./people.js";
import type { TokenChange } from "./tokens.js";

export type Role = "owner" | "administrator" | "helpdesk" | "auditor";

/** One document a user: profile, guard and credentials, so that one conditional write settles an attempt. */
export interface User {
  /** HMAC of the canonical name: see people/names.ts. */
  id: string;
  version: number;
  /** A name that was tried and that nobody has; it expires. */
  decoy: boolean;
  username: string;
  displayName: string | null;
  /** BCP 47 tag of the language in which they last used our pages; null where that is not known. */
  language: string | null;
  email: string | null;
  groups: string[];
  roles: Role[];
  suspended: boolean;
  /** The user's own order of factors, or the one an administrator set for them; first among what policy allows. */
  preferredFactors: string[];
  /** Whether an administrator requires a second factor of this user, whatever groups and applications say. */
  factorRequired: boolean;
  /** Sign-ins without a factor since policy wants one. */
  graceLoginsUsed: number;
  /** 32 random bytes, base64url: the WebAuthn user handle and the associated data of sealed fields. */
  handle: string;
  guard: Guard;
  credentials: Credential[];
  createdAt: Date;
  /** The entry of the directory that they come from; null for a user of Latchkey's own. */
  directory: DirectoryLink | null;
}

/** How a user hangs together with an entry of the directory. */
export interface DirectoryLink {
  /** What stays the same of the entry when it is renamed. */
  id: string;
  dn: string;
  /** Why a run suspended them; null where none did. Whom a person suspended no run lets go on. */
  suspendedFor: "gone" | "disabled" | "expired" | null;
}

/** A thing read together with the database's instant. */
export interface ReadUser {
  user: User;
  now: Date;
}

/** Names that must be unique across users, claimed in the same transaction as the change that needs them. */
export interface Claims {
  add?: string[];
  remove?: string[];
}

export interface UserStore extends PeopleStore, UserBatchStore {
  /** One read: the user and the instant of the attempt; null where no document has that id. */
  read(id: string): Promise<ReadUser | null>;
  /**
   * Writes `next` if nobody has written since `previous` was read; the version rises by one.
   * With `claims` user and claims change in one transaction.
   * @returns false where the race is lost
   * @throws LatchkeyError `conflict` where a claim is taken, `unavailable` where the outcome is unknown
   */
  write(previous: User, next: User, claims?: Claims): Promise<boolean>;
  /**
   * First failure of an unknown name: creates its decoy with one failure counted, at the database's instant.
   * @returns the instant, or null where somebody else created the document meanwhile
   */
  createDecoy(id: string, blockMilliseconds: number): Promise<Date | null>;
  /** Creates a user, or turns the decoy of that name into one (its guard is kept). False where the name is taken. */
  create(user: User, claims: Claims): Promise<boolean>;
  /**
   * Deletes a user, if nobody has written to them since they were read, and in the same transaction all that is theirs:
   * claims, sessions, remembered browsers, links; their tokens are written as given.
   * @returns false where the race is lost, for the user or for a token
   */
  delete(user: User, tokens: readonly TokenChange[]): Promise<boolean>;
  /** The user who holds a claim, such as `handle:…`; null where nobody does. */
  readByClaim(claim: string): Promise<ReadUser | null>;
  /** Whether there is any user; decoys are none. */
  any(): Promise<boolean>;
  /** Users who hold any role. */
  listPrivileged(): Promise<User[]>;
}
