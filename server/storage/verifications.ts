/** Verifications and registrations that were begun, with their single-use challenges. */

export type Purpose = "login" | "session" | "elevation" | "passkey";

/** A verification that was begun: who is to be verified, for whom, and the WebAuthn challenge where one was given. */
export interface Verification {
  /** Keyed hash of the id that the caller holds. */
  id: string;
  purpose: Purpose;
  application: string;
  userId: string | null;
  username: string;
  /** Base64url challenge; consumed by the first attempt that uses it. */
  challenge: string | null;
  userVerification: UserVerification;
  /** Whether a remembered browser may stand in for the second step: not where a fresh answer was asked for. */
  takesRemembered: boolean;
  redirectUri: string | null;
  state: string | null;
  /** Address and browser of the person, where the application stated them. */
  ip: string | null;
  userAgent: string | null;
  /** Keyed hash of the session that is to be elevated. */
  sessionId: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** Set by success: what the exchange code gives. */
  outcome: { factor: string; at: Date; code: string; codeExpiresAt: Date } | null;
}

export type UserVerification = "required" | "preferred" | "discouraged";

/** How a verification ends that is exchanged later. */
export interface NewOutcome {
  factor: string;
  /** When the factor was answered, where that was not just now. */
  at?: Date;
  /** Keyed hash of the exchange code. */
  code: string;
  ttlSeconds: number;
}

export interface VerificationStore {
  /** Stores it with `createdAt` and `expiresAt` from the database's instant, which it returns. */
  begin(
    verification: Omit<Verification, "createdAt" | "expiresAt">,
    ttlSeconds: number,
  ): Promise<{ now: Date; expiresAt: Date }>;
  /** An open verification that has neither expired nor finished; null otherwise. */
  read(id: string): Promise<Verification | null>;
  /** Gives an open verification a challenge unless it holds one. @returns the one it holds; null where it is not open */
  holdChallenge(id: string, challenge: string): Promise<string | null>;
  /** Takes the challenge away, once; null where it is gone or expired. */
  takeChallenge(id: string): Promise<string | null>;
  /** Ends it without an outcome to exchange. False where somebody else ended it first. */
  finish(id: string): Promise<boolean>;
  /** Ends it and keeps the outcome until the exchange code (given as keyed hash) expires. */
  finishWithCode(id: string, outcome: NewOutcome): Promise<boolean>;
  /** Takes a finished verification away by its exchange code, once. */
  exchange(application: string, code: string, redirectUri: string): Promise<Verification | null>;
}

/** A WebAuthn registration that was begun. */
export interface Registration {
  id: string;
  userId: string;
  challenge: string;
  userVerification: UserVerification;
}

export interface RegistrationStore {
  begin(registration: Registration, ttlSeconds: number): Promise<void>;
  /** Takes it away, once, and only for that user; null where it is gone or expired. */
  take(id: string, userId: string): Promise<Registration | null>;
}
