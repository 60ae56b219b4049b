import type { DirectoryStep } from "./fault.js";

/** Why a user of the directory may not sign in. */
export type Absence = "disabled" | "expired";

/** Somebody as the directory knows them. */
export interface Person {
  /** Stays the same when the entry is renamed or moved: entryUUID, objectGUID. */
  id: string;
  dn: string;
  username: string;
  displayName: string | null;
  email: string | null;
  absence: Absence | null;
}

/** The same with their groups: of those that follow the directory, which they are in and which they are not. */
export interface DirectoryEntry extends Person {
  groups: { in: string[]; out: string[] };
}

/** All users of the directory, as of one run. */
export interface Snapshot {
  entries: DirectoryEntry[];
  /** Ids of entries that are there and cannot be taken over, such as two of one name. */
  skipped: string[];
  /** What an administrator should know of, in words. */
  faults: string[];
}

/** What a test of the connection says of one step. */
export interface StepResult {
  step: DirectoryStep;
  ok: boolean;
  sentence: string;
}

/** A directory, whatever it speaks. Everything throws DirectoryFault where it cannot be asked. */
export interface Directory {
  /**
   * Whose name and password these are; null where there is nobody, several, or the password is another. All of these cost
   * the same.
   * @param now the instant by which an expiry counts
   */
  check(username: string, password: string, now: Date): Promise<Person | null>;
  /** The one user of that name, with their groups; null where there is nobody, or several. */
  find(username: string, now: Date): Promise<DirectoryEntry | null>;
  /** Asks as `check` does, about a name that is to get no answer, and costs the same. */
  pretend(username: string): Promise<void>;
  /** Every user there is. Never a part of them: throws instead. */
  read(now: Date, onPage: (entries: number) => void): Promise<Snapshot>;
  /** Step by step until one fails. Never throws. */
  test(): Promise<StepResult[]>;
}
