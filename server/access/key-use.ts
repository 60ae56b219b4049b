import type { Audit, Caller } from "../audit/audit.js";
import type { ApplicationStore, Storage } from "../storage/storage.js";
import type { RefusedKey } from "./applications.js";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Keys and addresses that are remembered; beyond it all are forgotten, and noted anew. */
const MOST_REMEMBERED = 10_000;

/** What the notes are written to. */
interface KeyUseStorage extends Pick<Storage, "now"> {
  applications: Pick<ApplicationStore, "touchKey">;
}

/**
 * Notes that API keys are used, beside the requests and never in their way. In the audit trail: in each process once an
 * hour for each key and address, as what is done with a key has entries of its own; a key that is refused, once a minute
 * an address. On the key itself, as its last use: at most once a minute.
 */
export class KeyUses {
  readonly #audit: Audit;
  readonly #storage: KeyUseStorage;
  readonly #onError: (error: unknown) => void;
  /** When each may be noted again, by this process's own clock. */
  readonly #notedUntil = new Map<string, number>();

  constructor(audit: Audit, storage: KeyUseStorage, onError: (error: unknown) => void) {
    this.#audit = audit;
    this.#storage = storage;
    this.#onError = onError;
  }

  /**
   * Never waits.
   * @param caller with the address that the request came from
   * @param keyId null for the environment's key
   */
  used(caller: Caller, keyId: string | null): void {
    const { application } = caller;
    if (application !== null && keyId !== null && this.#isDue(`last use ${keyId}`, MINUTE_MS))
      this.#storage.applications.touchKey(application, keyId).catch(this.#onError);
    if (this.#isDue(`use ${application} ${keyId} ${caller.ip}`, HOUR_MS))
      this.#record(caller, "application.key_use", "success", keyId === null ? {} : { keyId });
  }

  /** Never waits. */
  refused(caller: Caller, { because, of }: RefusedKey): void {
    if (!this.#isDue(`refusal ${because} ${of} ${caller.ip}`, MINUTE_MS)) return;
    const detail = { because, ...(of === null ? {} : { applicationId: of }) };
    this.#record(caller, "application.key_refused", "refused", detail);
  }

  /** Somebody tried HTTP basic authentication where nobody may. Never waits. */
  basicRefused(caller: Caller): void {
    if (this.#isDue(`basic ${caller.ip}`, MINUTE_MS))
      this.#record(caller, "basic_authentication.refused", "refused", {});
  }

  #isDue(what: string, everyMs: number): boolean {
    const now = performance.now();
    if ((this.#notedUntil.get(what) ?? 0) > now) return false;
    if (this.#notedUntil.size >= MOST_REMEMBERED) this.#notedUntil.clear();
    this.#notedUntil.set(what, now + everyMs);
    return true;
  }

  #record(
    caller: Caller,
    action: string,
    outcome: "success" | "refused",
    detail: Record<string, string>,
  ): void {
    const about = { user: null, userId: null, factor: null, credentialId: null };
    this.#storage
      .now()
      .then((at) => this.#audit.record(caller, { at, action, outcome, ...about, detail }))
      .catch(this.#onError);
  }
}
