import type { Audit } from "../audit/audit.js";
import type { RelyingParty } from "../factors/factor.js";
import type { FactorRegistry } from "../factors/index.js";
import type { Notices } from "../mail/notices.js";
import type { CurrentPolicy } from "../policy/current.js";
import type { Keys } from "../storage/keys.js";
import type { Storage } from "../storage/storage.js";
import type { DecoyBudget } from "./decoy.js";
import type { DirectoryPasswords } from "./directory.js";
import type { AttemptQueue } from "./queue.js";

/** Counts results; labels are closed sets (factor, result). */
export interface AttemptMetrics {
  attempt(factor: string, result: "verified" | "failed" | "refused"): void;
}

/** What the pipeline needs. */
export interface VerificationDeps {
  storage: Storage;
  keys: Keys;
  factors: FactorRegistry;
  policy: CurrentPolicy;
  relyingParty: RelyingParty;
  /** Failures that do not block yet (`LATCHKEY_TOLERATED_FAILURES`). */
  tolerated: number;
  /** Until then owners may sign in by a printed code (`LATCHKEY_BREAK_GLASS`); null where that is not set. */
  breakGlassUntil: Date | null;
  queue: AttemptQueue;
  decoys: DecoyBudget;
  /** Where passwords are checked that are not kept here. */
  directory: DirectoryPasswords;
  audit: Audit;
  notices: Notices;
  metrics: AttemptMetrics;
}
