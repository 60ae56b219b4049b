/** Runs that compare the users with the directory: one at a time, whichever process it is, and what the last one did. */

/** What a run did so far, by number of users. */
export interface DirectoryCounts {
  /** Entries read from the directory. */
  read: number;
  created: number;
  updated: number;
  suspended: number;
  resumed: number;
  /** Of a name that is somebody else's, or that cannot be taken over; each is named among the faults. */
  refused: number;
}

/**
 * How a run ended: `complete`; `held`: too many would have been suspended, and so nobody was; `failed`: the directory did
 * not give a whole answer, and nothing was changed about anybody who is absent.
 */
export type DirectoryOutcome = "complete" | "held" | "failed";

export interface DirectoryRun {
  id: string;
  startedAt: Date;
  endedAt: Date | null;
  phase: "reading" | "changing";
  /** How far it has come in its phase; the total is unknown while it reads. */
  done: number;
  total: number | null;
  counts: DirectoryCounts;
  outcome: DirectoryOutcome | null;
  /** In words, the first hundred of them. */
  faults: string[];
  faultCount: number;
}

export interface DirectoryState {
  /** The last run, or the one that goes on; null before the first. */
  run: DirectoryRun | null;
  /** Whether it goes on: a process that died ends its run by not renewing it. */
  isRunning: boolean;
  /** When the last run ended that was complete. */
  completeAt: Date | null;
  /** When the next one is due; null before the first. */
  nextAt: Date | null;
}

export interface DirectoryStore {
  /**
   * Begins a run and holds it so long, unless one goes on.
   * @param ifDue only where the last one was long enough ago
   * @returns null where it does not begin
   */
  begin(id: string, options: { ifDue: boolean; holdSeconds: number }): Promise<DirectoryRun | null>;
  /** Keeps how far the run has come, and holds it on. False where it is another's by now: then it must stop. */
  report(run: DirectoryRun, holdSeconds: number): Promise<boolean>;
  /** Ends the run. @param nextSeconds until the next one is due */
  end(run: DirectoryRun, nextSeconds: number): Promise<void>;
  read(): Promise<DirectoryState>;
}
