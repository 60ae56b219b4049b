import { randomBytes } from "node:crypto";
import { unavailable } from "../errors.js";
import type { AuditStore, ChainedAuditEntry, ChainHead } from "../storage/audit.js";
import type { Signer } from "../storage/signer.js";
import type { Audit, AuditFact, Caller } from "./audit.js";
import { link } from "./chain.js";

/** How often further refusals of one block are counted up on its entry, in milliseconds. */
const COUNT_EVERY_MS = 1000;
/** Entries that may wait for a database that does not answer. */
const MOST_WAITING = 10_000;
const GROUP_SIZE = 1000;
/** How often the chains are signed, in milliseconds. */
const CHECKPOINT_EVERY_MS = 60_000;

/** Signs how far the chains have come: see checkpoint.ts. */
export interface Checkpoints {
  /**
   * @param own the newest stored entry of this process; null before the first
   * @param final also where another process has signed lately, as this one ends
   */
  write(own: ChainHead | null, final: boolean): Promise<void>;
}

interface Waiting {
  entry: ChainedAuditEntry;
  /** Who waits for it; nobody for a refusal, or once it was said that it could not be stored. */
  done: { resolve(): void; reject(error: unknown): void } | null;
  hasFailed: boolean;
}

interface Refusals {
  seq: number;
  more: number;
}

/**
 * Writes the audit trail. Entries of all requests in flight go into one insert (group commit): while one is under way
 * the next group gathers. An entry whose insert failed stays first in the queue, so that the chain has no gap.
 */
export class AuditWriter implements Audit {
  readonly #store: AuditStore;
  readonly #instance = randomBytes(9).toString("base64url");
  readonly #onError: (error: unknown) => void;
  readonly #refusals = new Map<string, Refusals>();
  readonly #signer: Pick<Signer, "mac">;
  readonly #checkpoints: Checkpoints;
  readonly #timers: NodeJS.Timeout[];
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #seq = 0;
  #prev = "";
  #stored: ChainHead | null = null;
  #signing: Promise<void> = Promise.resolve();

  /** @param onError told of inserts that failed; the entries are tried again with the next group */
  constructor(
    store: AuditStore,
    signer: Pick<Signer, "mac">,
    checkpoints: Checkpoints,
    onError: (error: unknown) => void,
  ) {
    this.#signer = signer;
    this.#store = store;
    this.#checkpoints = checkpoints;
    this.#onError = onError;
    this.#timers = [
      setInterval(() => this.#countUp(), COUNT_EVERY_MS),
      setInterval(() => this.checkpoint(), CHECKPOINT_EVERY_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  record(caller: Caller, fact: AuditFact): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= MOST_WAITING) {
        reject(unavailable("the audit queue is full"));
        return;
      }
      this.#add(caller, fact, { resolve, reject });
    });
  }

  refused(caller: Caller, fact: AuditFact, block: string): void {
    const known = this.#refusals.get(block);
    if (known) {
      known.more += 1;
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#refusals.set(block, { seq: this.#seq, more: 0 });
    this.#add(caller, fact, null);
  }

  checkpoint(final = false): Promise<void> {
    this.#signing = this.#signing
      .then(() => this.#checkpoints.write(this.#stored, final))
      .catch((error: unknown) => this.#onError(error));
    return this.#signing;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    while (this.#flushing !== null) await this.#flushing;
    if (this.#waiting.length > 0) await this.#flush();
    await this.#countUp();
    await this.checkpoint(true);
  }

  #add(caller: Caller, fact: AuditFact, done: Waiting["done"]): void {
    const { actor, application, ip, requestId } = caller;
    const chain = { instance: this.#instance, seq: this.#seq, prev: this.#prev };
    const whole = { ...fact, ...withSource(fact, caller), actor, application, ip, requestId };
    const entry = link(whole, chain, this.#signer);
    this.#seq += 1;
    this.#prev = entry.hash;
    this.#waiting.push({ entry, done, hasFailed: false });
    if (!this.#flushing) this.#startFlush();
  }

  #startFlush(): void {
    this.#flushing = this.#flush().finally(() => {
      this.#flushing = null;
      // Entries that came meanwhile; one that failed waits for the next to come, so that a dead database is not hammered.
      if (this.#waiting.some(({ hasFailed }) => !hasFailed)) this.#startFlush();
    });
  }

  async #flush(): Promise<void> {
    const group = this.#waiting.slice(0, GROUP_SIZE);
    try {
      await this.#store.append(group.map(({ entry }) => entry));
      this.#waiting = this.#waiting.slice(group.length);
      this.#stored = group.at(-1)?.entry ?? this.#stored;
      for (const { done } of group) done?.resolve();
    } catch (error) {
      this.#onError(error);
      for (const waiting of group) {
        waiting.done?.reject(unavailable("the audit entry could not be stored", error));
        waiting.done = null;
        waiting.hasFailed = true;
      }
    }
  }

  async #countUp(): Promise<void> {
    for (const [block, refusals] of this.#refusals) {
      const { seq, more } = refusals;
      // Its entry still waits for the database.
      if (seq > (this.#stored?.seq ?? -1)) continue;
      if (more === 0) {
        // A second without a refusal: if more come, they begin a new entry.
        this.#refusals.delete(block);
        continue;
      }
      refusals.more = 0;
      await this.#store.countUp(this.#instance, seq, more).catch(this.#onError);
    }
  }
}

/** Where an application called from, as long as it does not say from where the person does: `ip` is the person's alone. */
function withSource({ detail }: AuditFact, { ip, address }: Caller): Pick<AuditFact, "detail"> {
  return ip === null && address ? { detail: { ...detail, calledFrom: address } } : {};
}
