/**
 * A run: the directory is read whole, and then its users are created, updated, suspended and resumed here. Where it does
 * not give a whole answer nothing at all is changed, since who is absent from a part of an answer may be in the rest.
 */
import type { AuditFact, Caller } from "../../audit/audit.js";
import { userFact } from "../../audit/user-fact.js";
import type { DirectoryConfig } from "../../config/directory.js";
import { newId } from "../../secrets.js";
import { changeUsers } from "../../storage/change-users.js";
import type { User } from "../../storage/storage.js";
import type { PeopleDeps } from "../users.js";
import { noteWanted } from "../wanted.js";
import { absentOf } from "./absent.js";
import type { Directory, Snapshot } from "./directory.js";
import { DirectoryFault } from "./fault.js";
import { RunReport } from "./run-report.js";
import { type TakenOver, type TakeOverOptions, takeLeave, takeOver } from "./take-over.js";

/** Users that are changed together: whoever of them signs in waits for the write. */
const BATCH = 100;
/** After a run that failed, the next one is tried as soon. */
const RETRY_MINUTES = 5;

/** What a run needs. */
export interface SyncDeps extends PeopleDeps {
  log: { info(fact: object, text: string): void; warn(fact: object, text: string): void };
}

/** How a run is asked for. */
export interface SyncRequest {
  /** Only where one is due. */
  ifDue: boolean;
  /** Whether whoever asks has seen how many would be suspended, and wants it. */
  acceptSuspensions: boolean;
}

/** Runs of one process; of all processes one runs at a time, which the database sees to. */
export class DirectorySync {
  readonly #deps: SyncDeps;
  readonly #directory: Directory;
  readonly #config: DirectoryConfig;
  #running: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(deps: SyncDeps, directory: Directory, config: DirectoryConfig) {
    this.#deps = deps;
    this.#directory = directory;
    this.#config = config;
  }

  /**
   * Begins a run, which goes on by itself.
   * @returns false where one goes on, or none is due
   */
  async begin(caller: Caller, { ifDue, acceptSuspensions }: SyncRequest): Promise<boolean> {
    if (this.#isStopping) return false;
    const run = await RunReport.begin(this.#deps.storage.directory, newId(), ifDue);
    if (!run) return false;
    this.#running = this.#work(run, caller, acceptSuspensions);
    return true;
  }

  /** Resolves when the run of this process has ended. */
  ended(): Promise<void> {
    return this.#running;
  }

  /** Ends a run between two batches, and begins no other. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  async #work(run: RunReport, caller: Caller, acceptSuspensions: boolean): Promise<void> {
    try {
      await this.#change(run, caller, acceptSuspensions);
    } catch (error) {
      if (!(error instanceof DirectoryFault))
        this.#deps.log.warn({ err: error }, "a run of the directory broke off");
      const sentence = error instanceof DirectoryFault ? error.message : "It broke off; the log says why.";
      run.fault(sentence);
      run.finish("failed");
    }
    await this.#end(run, caller).catch((err: unknown) => {
      this.#deps.log.warn({ err }, "the end of a run of the directory could not be stored");
    });
  }

  async #change(run: RunReport, caller: Caller, accepted: boolean): Promise<void> {
    const { users } = this.#deps.storage;
    const snapshot = await this.#directory.read(await this.#deps.storage.now(), (read) => run.reads(read));
    const known = await users.listOfDirectory();
    const limit = { percent: this.#config.suspendPercent, accepted };
    const privileged = await users.listPrivileged();
    const { gone, spared, held, faults } = absentOf(this.#deps.keys, snapshot, known, privileged, limit);
    const options = { create: this.#config.create !== "sign-in", maySuspend: held === null, spared };
    for (const fault of [...(held ? [held] : []), ...faults, ...snapshot.faults]) run.fault(fault);
    run.changes(snapshot.entries.length + gone.length);
    await this.#takeOver(run, caller, snapshot, options);
    for (const ids of batches(gone))
      await this.#batch(run, caller, ids, (user) => (user ? takeLeave(user, options) : null));
    run.finish(held === null ? "complete" : "held");
  }

  async #takeOver(
    run: RunReport,
    caller: Caller,
    { entries }: Snapshot,
    options: TakeOverOptions,
  ): Promise<void> {
    const { keys } = this.#deps;
    const byId = new Map(entries.map((entry) => [keys.userId(entry.username), entry]));
    for (const ids of batches([...byId.keys()])) {
      await this.#batch(run, caller, ids, (user, id, now) => {
        const entry = byId.get(id);
        return entry ? takeOver(keys, entry, user, now, options) : null;
      });
    }
  }

  /** One batch: one read and one transaction for all of it. */
  async #batch(
    run: RunReport,
    caller: Caller,
    ids: string[],
    decide: (user: User | null, id: string, now: Date) => TakenOver | null,
  ): Promise<void> {
    if (this.#isStopping)
      throw new DirectoryFault("search", "The service was stopped before the run was done.");
    const decided = new Map<string, TakenOver>();
    const { changed, now } = await changeUsers(this.#deps.storage, ids, (user, id, at) => {
      const taken = decide(user, id, at);
      if (taken) decided.set(id, taken);
      return taken?.change ?? null;
    });
    for (const { user } of changed) {
      if (!user.suspended) continue;
      await this.#deps.storage.sessions.endAll(user.id);
      await this.#deps.storage.devices.forgetAll(user.id);
    }
    await Promise.all(
      changed.map(({ user }) => {
        const action = ACTIONS[decided.get(user.id)?.outcome ?? "updated"];
        return this.#deps.audit.record(caller, factOf(action, user, now));
      }),
    );
    await noteWanted(this.#deps, changed);
    await run.batchDone(ids.length, decided.values());
  }

  async #end(run: RunReport, caller: Caller): Promise<void> {
    const { syncMinutes } = this.#config;
    const isComplete = run.state.outcome === "complete";
    const minutes = isComplete ? syncMinutes : Math.min(syncMinutes, RETRY_MINUTES);
    await run.end(minutes * 60);
    const { outcome, counts, faults } = run.state;
    const at = await this.#deps.storage.now();
    await this.#deps.audit.record(caller, {
      at,
      action: "directory.run",
      outcome: isComplete ? "success" : "failure",
      user: null,
      userId: null,
      factor: null,
      credentialId: null,
      detail: { outcome, ...counts },
    });
    const fact = { outcome, ...counts, faults: faults.slice(0, 10) };
    if (isComplete) this.#deps.log.info(fact, "the users were compared with the directory");
    else this.#deps.log.warn(fact, "the users could not be compared with the directory");
  }
}

const ACTIONS: Record<TakenOver["outcome"], string> = {
  created: "user.create",
  updated: "user.change",
  suspended: "user.suspend",
  resumed: "user.resume",
  unchanged: "user.change",
  refused: "user.change",
};

/** What was done to a user, and why where they were suspended. */
function factOf(action: string, user: User, at: Date): AuditFact {
  const suspendedFor = user.directory?.suspendedFor ?? null;
  const reason = suspendedFor === null ? {} : { reason: suspendedFor };
  return { ...userFact(action, user, at), detail: { source: "directory", ...reason } };
}

function batches<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / BATCH);
  return Array.from({ length: count }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH));
}

/** On whose behalf runs are made that nobody asked for. */
export function scheduledCaller(): Caller {
  return { actor: "directory", application: null, ip: null, userAgent: null, requestId: newId() };
}
