/** Which users are to be reminded by e-mail that they have no second factor, and who was reminded lately. */

/** `unneeded`: when their turn came they had a factor, no address any more, or were gone. */
export type ReminderState = "due" | "sent" | "failed" | "unneeded";

/** A reminder that one process has taken to send it. */
export interface TakenReminder {
  userId: string;
  job: string;
  /** Who asked for it. */
  by: string;
  /** Times its recipient was refused so far. */
  tries: number;
}

export interface ReminderStore {
  /**
   * Lets users be reminded, unless one was asked for since then.
   * @param job by which all that were asked for together are counted
   * @returns ids of those who will be reminded
   */
  add(userIds: readonly string[], job: { id: string; by: string; unlessSince: Date }): Promise<Set<string>>;
  /** Of these users, those for whom one was asked since then, or waits. */
  lately(userIds: readonly string[], since: Date): Promise<Set<string>>;
  /**
   * Takes one that is due, if so many letters a minute allow another; it is nobody else's before the lease ends.
   * @returns null where there is none to send now
   */
  take(perMinute: number, leaseSeconds: number): Promise<TakenReminder | null>;
  /** Ends one that was taken. */
  settle(userId: string, state: Exclude<ReminderState, "due">): Promise<void>;
  /** Lets one that was taken be taken again after so long. */
  postpone(userId: string, seconds: number, tries: number): Promise<void>;
  /** How those of a job ended so far. */
  counts(job: string): Promise<Record<ReminderState, number>>;
}
