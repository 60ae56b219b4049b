/** Which users know that a second factor is wanted of them, and how far the users were looked through to find out. */

/**
 * What a noted user knows: `due` waits for a letter, `told` got one, `failed` could not be sent one; `known` needs none,
 * as they have a second factor, or as it was wanted of them before Latchkey told anybody.
 */
export type NoticeState = "due" | "told" | "failed" | "known";

/** A user to be noted. */
export interface Wanted {
  userId: string;
  state: "due" | "known";
}

/** A letter that one process has taken to send it. */
export interface TakenNotice {
  userId: string;
  /** Times its recipient was refused so far. */
  tries: number;
}

/** How far a process has looked through the users for one version of the policy. */
export interface Sweep {
  version: number;
  /** User name that the last batch ended with. */
  after: string;
  /** Nobody is told: what is found was wanted before Latchkey told anybody. */
  quiet: boolean;
  done: boolean;
  /** Letters found to be due. */
  due: number;
  /** Users who would have got one, had they an address. */
  withoutAddress: number;
}

/** What a batch of a sweep has found. */
export interface SweepStep extends Pick<Sweep, "version" | "after" | "done"> {
  due: number;
  withoutAddress: number;
}

export interface EnforcementNoticeStore {
  /** Notes users of whom a second factor is wanted by this version; who is noted already stays. @returns how many were new and due */
  want(wanted: readonly Wanted[], version: number): Promise<number>;
  /** Forgets users of whom none is wanted, so that they are told when it is. */
  release(userIds: readonly string[]): Promise<void>;
  /**
   * Takes one letter that is due, if so many a minute allow another; it is nobody else's before the lease ends.
   * @returns null where there is none to send now
   */
  take(perMinute: number, leaseSeconds: number): Promise<TakenNotice | null>;
  /** Ends a letter that was taken. False where it was released meanwhile. */
  settle(userId: string, state: "told" | "failed" | "known"): Promise<boolean>;
  /** Lets a letter that was taken be taken again after so long. */
  postpone(userId: string, seconds: number, tries: number): Promise<void>;
  /** How many letters are due, whatever the version, and how those of this version ended. */
  counts(version: number): Promise<{ due: number; told: number; failed: number }>;
  /** How far the users were looked through last; null before the first time. */
  sweep(): Promise<Sweep | null>;
  /**
   * Begins to look through the users for a version of the policy, or goes on where a process has died: if it is newer
   * than the last, or the last time was so long ago. The first sweep of all is a quiet one.
   * @returns null where there is nothing to do, or another process does it
   */
  beginSweep(version: number, options: { leaseSeconds: number; againSeconds: number }): Promise<Sweep | null>;
  /** Notes a batch. @returns the sweep as it is now; null where a newer version has begun */
  stepSweep(step: SweepStep, leaseSeconds: number): Promise<Sweep | null>;
}
