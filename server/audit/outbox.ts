import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { AuditStore, StoredAuditEntry } from "../storage/audit.js";
import type {
  DeliveryProgress,
  DestinationName,
  LeaseStore,
  OutboxStore,
  PendingChain,
} from "../storage/outbox.js";
import { type Destination, inWords } from "./destination.js";

/** Entries of one delivery. */
const MOST_AT_ONCE = 250;
/** A process that dies leaves its job to another after so long. Longer than a delivery may take. */
const LEASE_SECONDS = 30;
const LOOK_EVERY_MS = 2_000;
/** After failures in a row the next attempt waits twice as long each time, up to this. */
const LONGEST_PAUSE_MS = 60_000;
/** An entry that is older and still undelivered is worth a warning. */
const OVERDUE_MS = 15 * 60_000;
const WARN_EVERY_MS = 3_600_000;

export interface OutboxDeps {
  storage: {
    audit: Pick<AuditStore, "chain">;
    outbox: OutboxStore;
    leases: LeaseStore;
    now(): Promise<Date>;
  };
  log: Pick<Logger, "info" | "warn">;
}

/** How a destination stands. */
export interface OutboxState extends DeliveryProgress {
  destination: DestinationName;
  target: string;
  /** Entries that it does not have yet. */
  lag: number;
  /** Instant of the oldest of them; null where it has all. */
  oldest: Date | null;
  /** Whether that one waits for too long already. */
  overdue: boolean;
}

/**
 * Delivers the audit trail to one destination: every entry at least once, those of one chain in their order. How far it
 * has come lies in the database, so that whichever process goes on, after whatever happened, begins with the first
 * entry of each chain whose delivery is not known to have succeeded.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #destination: Destination;
  readonly #holder = randomBytes(9).toString("base64url");
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: OutboxDeps, destination: Destination) {
    this.#deps = deps;
    this.#destination = destination;
  }

  /** Delivers from now on whatever comes. */
  start(): void {
    this.#running = this.#lookAndGoOn();
  }

  /** Ends, and leaves the rest to another process or the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
    await this.#deps.storage.leases.release(this.#job, this.#holder);
  }

  /**
   * Delivers what there is, unless another process does.
   * @returns false where a delivery failed
   */
  async deliver(): Promise<boolean> {
    const { storage } = this.#deps;
    while (!this.#stopping.signal.aborted) {
      if (!(await storage.leases.hold(this.#job, this.#holder, LEASE_SECONDS))) return true;
      const batch = await this.#next();
      if (batch.length === 0) return true;
      if (!(await this.#send(batch))) return false;
    }
    return true;
  }

  /** Entries that the destination does not have yet. */
  async lag(): Promise<{ destination: DestinationName; entries: number }> {
    const destination = this.#destination.name;
    return { destination, entries: entriesOf(await this.#deps.storage.outbox.pending(destination)) };
  }

  /** How it stands, whichever process delivers. */
  async state(): Promise<OutboxState> {
    const { storage } = this.#deps;
    const { name: destination, target } = this.#destination;
    const [progress, pending, now] = await Promise.all([
      storage.outbox.progress(destination),
      storage.outbox.pending(destination),
      storage.now(),
    ]);
    const oldest = await this.#oldest(pending);
    const overdue = oldest !== null && now.getTime() - oldest.getTime() > OVERDUE_MS;
    return { destination, target, ...progress, lag: entriesOf(pending), oldest, overdue };
  }

  get #job() {
    return `audit ${this.#destination.name}` as const;
  }

  async #lookAndGoOn(): Promise<void> {
    try {
      const delivered = await this.deliver();
      this.#failures = delivered ? 0 : this.#failures + 1;
      if (!delivered) await this.#warnWhereOverdue();
    } catch (err) {
      this.#deps.log.warn({ err, destination: this.#destination.name }, "the outbox waits for the database");
    }
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => this.start(), this.#pause());
    this.#timer.unref();
  }

  #pause(): number {
    const pause = Math.min(LONGEST_PAUSE_MS, LOOK_EVERY_MS * 2 ** this.#failures);
    // Jitter, so that processes that wait for the same receiver do not all come back to it at once.
    return this.#failures === 0 ? pause : pause * (0.5 + Math.random() / 2);
  }

  /** The next entries, at most so many; every chain that has some gets its share, so that none waits for another. */
  async #next(): Promise<StoredAuditEntry[]> {
    const { storage } = this.#deps;
    const pending = await storage.outbox.pending(this.#destination.name);
    const share = Math.max(1, Math.floor(MOST_AT_ONCE / Math.max(1, pending.length)));
    const groups = await Promise.all(
      pending.slice(0, MOST_AT_ONCE).map(async ({ instance, next, last }) => {
        const entries = await storage.audit.chain(instance, next, share);
        return entries.filter(({ seq }) => seq <= last);
      }),
    );
    return merged(groups);
  }

  async #send(batch: readonly StoredAuditEntry[]): Promise<boolean> {
    const { storage, log } = this.#deps;
    const { name: destination, target } = this.#destination;
    try {
      await this.#destination.send(batch, await storage.now(), this.#stopping.signal);
    } catch (error) {
      if (this.#stopping.signal.aborted) return true;
      const message = inWords(error);
      log.warn({ destination, target, reason: message }, "the audit trail could not be delivered");
      await storage.outbox.failed(destination, message);
      return false;
    }
    const upTo = new Map(batch.map(({ instance, seq }) => [instance, { instance, seq }]));
    await storage.outbox.delivered(destination, [...upTo.values()], batch.at(-1)?.id ?? "");
    if (this.#failures > 0) log.info({ destination, target }, "the audit trail is delivered again");
    this.#failures = 0;
    return true;
  }

  async #oldest(pending: readonly PendingChain[]): Promise<Date | null> {
    const { audit } = this.#deps.storage;
    const first = await Promise.all(pending.map(({ instance, next }) => audit.chain(instance, next, 1)));
    return merged(first)[0]?.at ?? null;
  }

  async #warnWhereOverdue(): Promise<void> {
    const { destination, target, lag, oldest, overdue } = await this.state();
    if (!overdue || performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    this.#deps.log.warn({ destination, target, lag, oldest }, "audit entries have been undelivered for long");
  }
}

/** Groups of several chains as one, by time as far as the order within each chain allows. */
function merged(groups: readonly StoredAuditEntry[][]): StoredAuditEntry[] {
  const dated = groups.flatMap((group) => {
    let latest = 0;
    return group.map((entry) => {
      // Somebody may have changed it to anything; it is delivered all the same.
      latest = Math.max(latest, entry.at instanceof Date ? entry.at.getTime() : 0);
      return { entry, latest };
    });
  });
  return dated.sort((a, b) => a.latest - b.latest).map(({ entry }) => entry);
}

function entriesOf(pending: readonly PendingChain[]): number {
  return pending.reduce((sum, { next, last }) => sum + last - next + 1, 0);
}
