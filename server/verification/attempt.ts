import type { Caller } from "../audit/audit.js";
import type { Match } from "../factors/factor.js";
import type { Credential, FirstFactorGuardStore, User } from "../storage/storage.js";
import type { RecoveryOutcome } from "./issue-recovery.js";

/**
 * What the attempt is for. `confirmation` is of a pending enrolment: it counts failures and resets nothing.
 * `resynchronisation` looks far ahead for two consecutive codes of one token.
 */
export type AttemptPurpose = "login" | "elevation" | "confirmation" | "administration" | "resynchronisation";

/** One try. */
export interface Attempt {
  username: string;
  purpose: AttemptPurpose;
  /** Types of the factors that the response may be for; several are tried as ONE attempt. */
  factors: readonly string[];
  /** As the caller sent it; its shape is checked here, before anything is read. */
  response: unknown;
  /** Confirmation and resynchronisation: the one credential that is looked at. */
  credentialId?: string;
  /** The verification that holds the challenge; without one, a factor that answers to a challenge cannot be used. */
  verification?: { id: string; requireUserVerification: boolean };
  /** Where the factor stands in for the password: failures count on that guard (user and network), not on the user's. */
  firstFactorGuard?: string;
  /** Which of the user's credentials may match here, where not every active one may. */
  accepts?(credential: Credential): boolean;
  /** Whether a break-glass code may be tried: at the sign-in to Latchkey's own pages, and nowhere else. */
  allowsEmergency?: boolean;
  /** What else success changes, in the same write. */
  onMatch?(user: User, found: Found, now: Date): User;
  caller: Caller;
}

/** What the attempt found, as its one write settled it. */
export interface Verified {
  user: User;
  factor: string;
  credentialId: string;
  at: Date;
  /** What a used recovery secret leaves, or what comes with a first factor; empty otherwise. */
  recovery: RecoveryOutcome;
}

/** What one attempt goes by. `stored` is the document as it was read, null where the name has none yet. */
export interface Reading {
  stored: User | null;
  /** The user, or the decoy that an unknown name is taken for. */
  user: User;
  /** THE instant of the attempt. */
  now: Date;
  firstFactor: FirstFactorReading | null;
}

type FirstFactorReading = Awaited<ReturnType<FirstFactorGuardStore["read"]>>;

/** A match and the factor that made it. */
export interface Found extends Match {
  factor: string;
}
