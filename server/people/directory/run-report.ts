import type { DirectoryOutcome, DirectoryRun, DirectoryStore } from "../../storage/directory.js";
import { DirectoryFault } from "./fault.js";
import type { TakenOver } from "./take-over.js";

/** A run that says nothing for so long has died with its process. */
const HOLD_SECONDS = 60;
const BEAT_MS = 10_000;
const MOST_FAULTS = 100;

/** How far one run has come: kept in the database for everybody to see, which also keeps others from running. */
export class RunReport {
  readonly #store: DirectoryStore;
  readonly #beat: NodeJS.Timeout;
  #run: DirectoryRun;
  #isLost = false;

  private constructor(store: DirectoryStore, run: DirectoryRun) {
    this.#store = store;
    this.#run = run;
    this.#beat = setInterval(() => void this.#tell().catch(() => undefined), BEAT_MS);
    this.#beat.unref();
  }

  /** @returns null where another run goes on, or none is due */
  static async begin(store: DirectoryStore, id: string, ifDue: boolean): Promise<RunReport | null> {
    const run = await store.begin(id, { ifDue, holdSeconds: HOLD_SECONDS });
    return run && new RunReport(store, run);
  }

  get state(): Readonly<DirectoryRun> {
    return this.#run;
  }

  fault(sentence: string): void {
    const { faults, faultCount } = this.#run;
    const kept = faults.length < MOST_FAULTS ? [...faults, sentence] : faults;
    this.#run = { ...this.#run, faults: kept, faultCount: faultCount + 1 };
  }

  /** So many entries have been read. */
  reads(read: number): void {
    this.#run = { ...this.#run, done: read, counts: { ...this.#run.counts, read } };
    void this.#tell().catch(() => undefined);
  }

  /** All is read, and so many users are looked at now. */
  changes(total: number): void {
    this.#run = { ...this.#run, phase: "changing", done: 0, total };
  }

  /**
   * So many more users were looked at.
   * @throws DirectoryFault where the run is another's by now
   */
  async batchDone(users: number, taken: Iterable<TakenOver>): Promise<void> {
    const counts = { ...this.#run.counts };
    for (const { outcome, fault } of taken) {
      if (outcome !== "unchanged") counts[outcome] += 1;
      if (fault) this.fault(fault);
    }
    this.#run = { ...this.#run, counts, done: this.#run.done + users };
    await this.#tell();
    if (this.#isLost) throw new DirectoryFault("search", "Another run has taken over.");
  }

  finish(outcome: DirectoryOutcome): void {
    this.#run = { ...this.#run, outcome };
  }

  async end(nextSeconds: number): Promise<void> {
    clearInterval(this.#beat);
    await this.#store.end(this.#run, nextSeconds);
  }

  async #tell(): Promise<void> {
    if (!(await this.#store.report(this.#run, HOLD_SECONDS))) this.#isLost = true;
  }
}
