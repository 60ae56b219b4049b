import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import type { ChainHead } from "../storage/audit.js";
import type { AuditArchive, StoredAuditArchive } from "../storage/audit-archives.js";
import type { DestinationName } from "../storage/outbox.js";
import type { Signer } from "../storage/signer.js";
import type { Storage } from "../storage/storage.js";
import { RetentionError, retentionWords } from "./archive-error.js";
import { readArchive } from "./archive-file.js";
import { nextRange } from "./archive-range.js";
import type { Audit, Caller } from "./audit.js";
import { findWritten, makeArchive } from "./make-archive.js";
import { verifyArchiveContent } from "./verify-archive.js";

const JOB = "audit retention";
const LEASE_SECONDS = 600;
const LOOK_EVERY_MS = 600_000;
const DAY_MS = 24 * 3_600_000;
/** A destination that was in use so lately is not switched off for good: another process may still have it. */
const IN_USE_MS = 7 * DAY_MS;

const CALLER: Caller = {
  actor: "latchkey",
  application: null,
  ip: null,
  userAgent: null,
  requestId: "retention",
};

export interface RetentionSettings {
  /** Entries are kept for so many days; null keeps all. */
  days: number | null;
  /** Folder of the archives. */
  directory: string;
  /** Destinations that this process delivers to. */
  destinations: readonly DestinationName[];
  mostEntries?: number;
}

export interface RetentionDeps {
  storage: Pick<Storage, "audit" | "auditCheckpoints" | "auditArchives" | "outbox" | "leases" | "now">;
  signer: Signer;
  audit: Pick<Audit, "record">;
  log: Pick<Logger, "info" | "warn">;
}

/**
 * Moves entries that are older than they are kept into archives. First the archive is on the disk and has been read back;
 * then its signed statement is stored, by which the trail that remains is verified; then the entries are deleted. After a
 * crash anywhere in between the next run goes on there: nothing is lost and nothing archived twice.
 */
export class Retention {
  readonly #deps: RetentionDeps;
  readonly settings: RetentionSettings;
  readonly #holder = randomBytes(9).toString("base64url");
  #running: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(deps: RetentionDeps, settings: RetentionSettings) {
    this.#deps = deps;
    this.settings = settings;
  }

  /** Looks now and every ten minutes; does nothing where all entries are kept. */
  start(): void {
    if (this.settings.days === null || this.#isStopping) return;
    this.#running = this.run();
    this.#timer = setTimeout(() => this.start(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Ends behind the archive that is under way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#deps.storage.leases.release(JOB, this.#holder);
  }

  /**
   * Archives what is too old, unless another process does. A failure is noted and tried again with the next run.
   * @returns how many archives were finished
   */
  async run(): Promise<number> {
    const { storage, log } = this.#deps;
    if (this.settings.days === null) return 0;
    try {
      if (!(await this.#holds())) return 0;
      const done = await this.#archiveAll();
      await storage.auditArchives.noteRun({ at: await storage.now(), failure: null });
      return done;
    } catch (err) {
      const failure = retentionWords(err);
      log.warn({ err, reason: failure }, "the audit trail could not be archived");
      await storage
        .now()
        .then((at) => storage.auditArchives.noteRun({ at, failure }))
        .catch(() => undefined);
      return 0;
    }
  }

  #holds(): Promise<boolean> {
    return this.#deps.storage.leases.hold(JOB, this.#holder, LEASE_SECONDS);
  }

  async #archiveAll(): Promise<number> {
    const { auditArchives } = this.#deps.storage;
    let done = 0;
    while (!this.#isStopping && (await this.#holds())) {
      const last = await auditArchives.last();
      if (last && !last.removed) {
        await this.#remove(last);
        done += 1;
        continue;
      }
      const archive = await this.#next(last);
      if (archive === null) break;
      if (!(await auditArchives.add(archive)))
        throw new RetentionError("Another process has made the same archive meanwhile.");
    }
    return done;
  }

  /** The next archive, on the disk: a new one, or one that a process has written before it died. */
  async #next(last: StoredAuditArchive | null): Promise<AuditArchive | null> {
    const { storage, signer } = this.#deps;
    const limits = {
      before: new Date(await this.#keptFrom()),
      isDelivered: await this.#delivered(),
      mostEntries: this.settings.mostEntries,
    };
    const written = await findWritten(storage, signer, this.settings.directory, last);
    if (written) {
      const mayGo = written.checkpoint.at < limits.before && written.heads.every(limits.isDelivered);
      return mayGo ? written : null;
    }
    const range = await nextRange(storage, signer, last, limits);
    if (range === null) return null;
    return makeArchive(storage, signer, this.settings.directory, range, last, async () => {
      if (!(await this.#holds())) throw new RetentionError("Another process archives meanwhile.");
    });
  }

  /** Midnight (UTC) that many days ago, so that a day gives one archive and not many. */
  async #keptFrom(): Promise<number> {
    const now = (await this.#deps.storage.now()).getTime();
    return Math.floor((now - (this.settings.days ?? Number.POSITIVE_INFINITY) * DAY_MS) / DAY_MS) * DAY_MS;
  }

  /** Whether every destination in use has a chain up to there. */
  async #delivered(): Promise<(head: ChainHead) => boolean> {
    const { outbox, now } = this.#deps.storage;
    const since = (await now()).getTime() - IN_USE_MS;
    const next = new Map<string, number>();
    for (const name of ["syslog", "webhook"] as const) {
      const { deliveredAt, failure } = await outbox.progress(name);
      const lastUse = Math.max(deliveredAt?.getTime() ?? 0, failure?.at.getTime() ?? 0);
      if (!this.settings.destinations.includes(name) && lastUse < since) continue;
      for (const chain of await outbox.pending(name))
        next.set(chain.instance, Math.min(chain.next, next.get(chain.instance) ?? chain.next));
    }
    return ({ instance, seq }) => seq < (next.get(instance) ?? Number.POSITIVE_INFINITY);
  }

  /** Deletes what an archive holds; again after a crash. */
  async #remove(archive: StoredAuditArchive): Promise<void> {
    const { storage, signer, audit, log } = this.#deps;
    const { number, file, entries, from, to, heads, checkpoint } = archive;
    const read = await readArchive(join(this.settings.directory, file));
    if (read.end === null || read.faults.length > 0 || read.content !== archive.content)
      throw new RetentionError(
        `${file} is not in the folder of this machine, or is damaged: the entries in it that are not deleted yet stay.`,
      );
    for (const { instance, seq } of heads) {
      const before = await storage.auditArchives.lastOfChain(instance, number);
      const after = before?.heads.find((head) => head.instance === instance)?.seq ?? -1;
      await storage.audit.remove({ instance, after, upTo: seq });
    }
    await storage.auditCheckpoints.removeUpTo(checkpoint.number);
    const { count: faults } = await verifyArchiveContent(read, signer);
    const span = { from: from.toISOString(), to: to.toISOString() };
    await audit.record(CALLER, {
      at: await storage.now(),
      action: "audit.archive",
      outcome: "success",
      user: null,
      userId: null,
      factor: null,
      credentialId: null,
      detail: { archive: number, file, entries, ...span, faults },
    });
    await storage.auditArchives.markRemoved(number);
    log.info({ file, entries, ...span, faults }, "a part of the audit trail was archived");
  }
}
