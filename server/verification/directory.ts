import type { Caller } from "../audit/audit.js";
import type { User } from "../storage/storage.js";

/**
 * The passwords that a directory checks, as the pipeline sees them. Asking throws LatchkeyError `unavailable` where the
 * directory cannot tell: then nothing was evaluated, and nothing is counted.
 */
export interface DirectoryPasswords {
  /** Whether it is the password of this user, who comes from the directory and may sign in there. */
  accepts(user: User, password: string, now: Date): Promise<boolean>;
  /**
   * Whether name and password are those of somebody whom Latchkey does not know yet.
   * @returns how to make them a user; null where they are not, or nobody becomes one in this way
   */
  welcomes(username: string, password: string, now: Date): Promise<Welcome | null>;
  /** Takes as long as those, and asks about nothing. Never throws, and never waits long for a directory that is away. */
  pretend(username: string): Promise<void>;
}

/** Creates the user. @returns null where the name is somebody's by now */
export type Welcome = (caller: Caller) => Promise<User | null>;

/** Where no directory is configured: nobody's password is checked elsewhere, and pretending costs nothing. */
export const noDirectory: DirectoryPasswords = {
  accepts: async () => false,
  welcomes: async () => null,
  pretend: async () => {},
};
