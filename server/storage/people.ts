/** Users as a list: what the console and programs page through, and who is protected by what. */

import type { UserChange } from "./tokens.js";
import type { Claims, DirectoryLink, User } from "./users.js";

/** Which users to list, in the order of their names. */
export interface UserSearch {
  /** Part of a user name, a display name or an address, whatever the case. */
  query?: string | undefined;
  group?: string | undefined;
  /** Only those who have no active credential of these types. */
  withoutFactors?: readonly string[] | undefined;
  suspended?: boolean | undefined;
  /** Only those whom a wait after wrong attempts still holds up at this instant. */
  blockedAt?: Date | undefined;
  /** The user name that the page before ended with. */
  after?: string | undefined;
  limit: number;
}

/** A user of the directory, as far as a run goes by. */
export interface UserOfDirectory extends Pick<User, "id" | "username" | "suspended" | "roles"> {
  directory: DirectoryLink;
}

/** How many users have exactly these active credentials. */
export interface Coverage {
  /** Types of factors; `token` stands for all that are of a hardware token. */
  kinds: string[];
  suspended: boolean;
  users: number;
}

/** A group, by those who are in it: nothing else makes one. */
export interface GroupCount {
  name: string;
  /** Who is in it, suspended ones too. */
  members: number;
  suspended: number;
  /** Members who are not suspended and have an active credential of the given types. */
  protectedMembers: number;
}

/** The part of the user store that looks at many of them. */
export interface PeopleStore {
  /** Users by name; decoys are none. */
  list(search: UserSearch): Promise<User[]>;
  /** Everybody who comes from the directory, without their credentials. */
  listOfDirectory(): Promise<UserOfDirectory[]>;
  /** Counts users by their active credentials of these types. Looks at every user. */
  coverage(types: readonly string[]): Promise<Coverage[]>;
  /** Every group that has members, by name. Looks at every user. */
  groups(types: readonly string[]): Promise<GroupCount[]>;
}

/** A user who is to be created, or a change of one who was read. */
export type BatchChange = UserChange | { previous: null; next: User; claims?: Claims };

/** The part of the user store that reads and writes many of them at once: see change-users.ts. */
export interface UserBatchStore {
  /** Of these ids, the users and decoys there are, in one read, and its instant. */
  readMany(ids: readonly string[]): Promise<{ users: User[]; now: Date }>;
  /**
   * Writes all of them in one transaction if nobody has written any of them since they were read; each version rises by
   * one. A decoy that becomes a user keeps its guard.
   * @returns false where the race is lost for one of them: then nothing is written
   * @throws LatchkeyError `conflict` where a claim is taken
   */
  writeMany(changes: readonly BatchChange[]): Promise<boolean>;
}
