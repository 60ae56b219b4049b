import { LatchkeyError } from "../errors.js";
import type { PolicyStore } from "../storage/storage.js";
import { completePolicy, DEFAULT_POLICY, type Policy, policySchema } from "./policy.js";

/** A process may go on with the policy it knew for so long after it was changed in another. */
const CACHE_MS = 5000;

/** A policy and which version it is; 0 before anybody has written one. */
export interface VersionedPolicy {
  version: number;
  policy: Policy;
}

/** The policy as it now is, read again every few seconds. */
export class CurrentPolicy {
  readonly #store: PolicyStore;
  #known: Promise<VersionedPolicy> | null = null;
  #until = 0;

  constructor(store: PolicyStore) {
    this.#store = store;
  }

  async current(): Promise<Policy> {
    return (await this.versioned()).policy;
  }

  /** @throws LatchkeyError `unavailable` where the stored policy cannot be read: nothing is decided by a guess */
  versioned(): Promise<VersionedPolicy> {
    if (this.#known === null || performance.now() >= this.#until) {
      this.#until = performance.now() + CACHE_MS;
      this.#known = this.#read();
      this.#known.catch(() => this.forget());
    }
    return this.#known;
  }

  /** After a change: the next read asks the database. */
  forget(): void {
    this.#known = null;
  }

  async #read(): Promise<VersionedPolicy> {
    const latest = await this.#store.latest();
    if (latest === null) return { version: 0, policy: DEFAULT_POLICY };
    const parsed = policySchema.safeParse(completePolicy(latest.policy));
    if (parsed.success) return { version: latest.version, policy: parsed.data };
    throw new LatchkeyError(
      "unavailable",
      "The stored policy cannot be read. The administrator finds the reason in the log.",
      {
        internal: `policy version ${latest.version}: ${parsed.error.message}`,
      },
    );
  }
}
