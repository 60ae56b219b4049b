import type { Audit, Caller } from "../audit/audit.js";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Keys and addresses that are remembered; beyond it all are forgotten, and noted anew. */
const MOST_REMEMBERED = 10_000;

/**
 * Notes in the audit trail that an API key is used: in each process once an hour for each application and address, as
 * what is done with a key has entries of its own. A key that is nobody's is noted once a minute an address.
 */
export class KeyUses {
  readonly #audit: Audit;
  readonly #now: () => Promise<Date>;
  readonly #onError: (error: unknown) => void;
  /** When each may be noted again, by this process's own clock. */
  readonly #notedUntil = new Map<string, number>();

  constructor(audit: Audit, now: () => Promise<Date>, onError: (error: unknown) => void) {
    this.#audit = audit;
    this.#now = now;
    this.#onError = onError;
  }

  /** Never waits. @param caller with the address that the request came from */
  used(caller: Caller): void {
    this.#note(caller, "application.key_use", "success", HOUR_MS);
  }

  /** Never waits. */
  refused(caller: Caller): void {
    this.#note(caller, "application.key_refused", "refused", MINUTE_MS);
  }

  #note(caller: Caller, action: string, outcome: "success" | "refused", forMs: number): void {
    const what = `${action} ${caller.application} ${caller.ip}`;
    const now = performance.now();
    if ((this.#notedUntil.get(what) ?? 0) > now) return;
    if (this.#notedUntil.size >= MOST_REMEMBERED) this.#notedUntil.clear();
    this.#notedUntil.set(what, now + forMs);
    this.#record(caller, action, outcome).catch(this.#onError);
  }

  async #record(caller: Caller, action: string, outcome: "success" | "refused"): Promise<void> {
    const at = await this.#now();
    const about = { user: null, userId: null, factor: null, credentialId: null };
    await this.#audit.record(caller, { at, action, outcome, ...about });
  }
}
