import type { AuditFilter, AuditStore, StoredAuditEntry } from "../storage/audit.js";

/** At most so many entries of one chain at once. */
const GROUP = 500;

/**
 * Follows what all processes write from now on. It goes by the numbers of the chains, so that none is missed however
 * late it comes.
 */
export class AuditFollower {
  readonly #store: Pick<AuditStore, "heads" | "chain">;
  readonly #next = new Map<string, number>();

  private constructor(store: Pick<AuditStore, "heads" | "chain">) {
    this.#store = store;
  }

  static async fromNow(store: Pick<AuditStore, "heads" | "chain">): Promise<AuditFollower> {
    const follower = new AuditFollower(store);
    for (const { instance, seq } of await store.heads()) follower.#next.set(instance, seq + 1);
    return follower;
  }

  /** Entries that came since the last call, by time. */
  async take(): Promise<StoredAuditEntry[]> {
    const fresh: StoredAuditEntry[] = [];
    for (const { instance, seq } of await this.#store.heads()) {
      const next = this.#next.get(instance) ?? 0;
      if (seq < next) continue;
      const entries = await this.#store.chain(instance, next, GROUP);
      this.#next.set(instance, next + entries.length);
      fresh.push(...entries);
    }
    return fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** Whether a filter finds an entry, as the database would. */
export function isFoundBy(
  { serial, importId, from, to, ...fields }: AuditFilter,
  entry: StoredAuditEntry,
): boolean {
  const asked = Object.entries(fields).filter(([, value]) => value !== undefined);
  const values = new Map<string, unknown>(Object.entries(entry));
  return (
    asked.every(([field, value]) => values.get(field) === value) &&
    (serial === undefined || entry.detail?.serial === serial) &&
    (importId === undefined || entry.detail?.importId === importId) &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at <= to)
  );
}
