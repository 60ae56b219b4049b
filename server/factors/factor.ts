import type { z } from "zod";
import type { Credential, Spend } from "../storage/storage.js";

/**
 * What a person does for it: types a `code`, taps for an `assertion`, types a `recovery` key, or the `password`; the
 * `bypass` code that somebody else gave them; the printed code of an `emergency`; or two codes of a token that drifted,
 * for its `resynchronisation`, which is offered nowhere.
 * A call without a factor tries every `code` and `bypass` code; recovery keys are offered last. Neither these nor bypass
 * codes count as a factor of their own.
 */
export type FactorKind =
  | "code"
  | "assertion"
  | "recovery"
  | "bypass"
  | "password"
  | "emergency"
  | "resynchronisation";

/** A credential of the user that fits the response, and what must be spent for it to be accepted. */
export interface Match {
  credentialId: string;
  spend: Spend;
}

/** What a factor may look at; it is given everything and reaches for nothing. */
export interface FactorContext {
  /** The instant of the attempt, from the database. */
  now: Date;
  /** The user handle, base64url (WebAuthn L3 §4 "user handle"). */
  handle: string;
  /** The seed of an OTP credential. */
  unseal(credential: Credential): Uint8Array;
  /** Keyed hash of a recovery key, as it is stored. */
  digestRecoveryKey(canonical: string): string;
  /** Keyed hash of a break-glass code, as it is stored. */
  digestBreakGlassCode(canonical: string): string;
  /** Whether the directory, which the user comes from, takes the password; throws where it does not answer. */
  directoryAccepts(password: string): Promise<boolean>;
  /** Keyed hash of a bypass code of this user, as it is stored. */
  digestBypassCode(canonical: string): string;
  relyingParty: RelyingParty;
  /** The challenge that was given out for this attempt, base64url; null where there was none. */
  challenge: string | null;
  requireUserVerification: boolean;
}

/** WebAuthn's party: this deployment's domain. */
export interface RelyingParty {
  id: string;
  name: string;
  origins: string[];
  /** Seconds a ceremony may take. */
  timeoutSeconds: number;
}

/** What a person's browser needs to answer, and the challenge to be kept until then. */
export interface Challenge {
  challenge: string;
  options: object;
}

/**
 * One TYPE of verification. Pure: no HTTP, no database, no clock, no limiter. The pipeline spends what it matches, so
 * no factor can forget replay protection, limiting or audit.
 */
export interface Factor<Response = unknown> {
  readonly type: string;
  readonly kind: FactorKind;
  /** Shape of the response: fixed for the factor, never for the user. */
  readonly response: z.ZodType<Response>;
  /** Options for the person's browser, where the factor answers to a challenge: for that of the context, or a fresh one. */
  challenge?(credentials: readonly Credential[], context: FactorContext): Promise<Challenge>;
  /** The first credential that fits, with a spend that leads strictly forward; null where none does. */
  verify(
    credentials: readonly Credential[],
    response: Response,
    context: FactorContext,
  ): Promise<Match | null> | Match | null;
}
