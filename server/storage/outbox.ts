/** The ports of sending the audit trail elsewhere: which process does a job, and how far each destination has come. */

/** What one process at a time does for all. */
export type Job = `audit ${"syslog" | "webhook" | "retention"}` | "owners";

export interface LeaseStore {
  /** Takes a job, or keeps it, for so long by the database's clock. False while another process has it. */
  hold(job: Job, holder: string, seconds: number): Promise<boolean>;
  /** Gives it back, so that another process need not wait. */
  release(job: Job, holder: string): Promise<void>;
}

export type DestinationName = "syslog" | "webhook";

/** Entries of one chain that a destination does not have yet: those from `next` to `last`. */
export interface PendingChain {
  instance: string;
  next: number;
  last: number;
}

/** What became of the deliveries to a destination. */
export interface DeliveryProgress {
  /** Id of the entry that was delivered last; null before the first. */
  deliveredUpTo: string | null;
  deliveredAt: Date | null;
  /** Why the last attempt failed, and since when they all do; null where it succeeded. */
  failure: { since: Date; at: Date; message: string } | null;
}

export interface OutboxStore {
  /**
   * The chains that have grown past what a destination has. It goes by the numbers of the chains: an entry of an earlier
   * instant that another process stores later has a chain, and so a number, of its own. What the majority does not have
   * yet is not pending, as it could be taken back.
   */
  pending(destination: DestinationName): Promise<PendingChain[]>;
  /** A destination has these chains up to these numbers. Never goes back. @param lastId of the last entry among them */
  delivered(
    destination: DestinationName,
    upTo: readonly { instance: string; seq: number }[],
    lastId: string,
  ): Promise<void>;
  /** An attempt failed. @param message why, in words, without a secret */
  failed(destination: DestinationName, message: string): Promise<void>;
  progress(destination: DestinationName): Promise<DeliveryProgress>;
}
