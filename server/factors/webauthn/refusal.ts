/**
 * Why a response was refused: a label for logs, metrics and tests, never for the caller, who learns
 * only that the response was refused.
 */
export type RefusalReason =
  | "malformed"
  | "credential_id"
  | "user_handle"
  | "ceremony_type"
  | "challenge"
  | "origin"
  | "cross_origin"
  | "rp_id"
  | "user_presence"
  | "user_verification"
  | "backup_flags"
  | "backup_eligibility"
  | "algorithm"
  | "public_key"
  | "attestation_format"
  | "attestation_statement"
  | "signature"
  | "sign_count";

/** A response that does not pass: the only exception that this folder throws because of its input. */
export class WebAuthnRefusal extends Error {
  readonly reason: RefusalReason;

  /** `detail` says what was wrong, for a developer reading logs; it carries nothing secret. */
  constructor(reason: RefusalReason, detail: string, options?: ErrorOptions) {
    super(`${reason}: ${detail}`, options);
    this.name = "WebAuthnRefusal";
    this.reason = reason;
  }
}

/** refuseUnless throws the refusal unless the condition holds, so that a check reads as one line. */
export function refuseUnless(condition: boolean, reason: RefusalReason, detail: string): asserts condition {
  if (!condition) throw new WebAuthnRefusal(reason, detail);
}

/**
 * refuseErrors runs code that throws bare errors on bad input (a library, `node:crypto`, a JSON parser)
 * and turns each of them into a refusal.
 *
 * @throws WebAuthnRefusal whenever `run` throws; a refusal passes unchanged
 */
export function refuseErrors<T>(reason: RefusalReason, detail: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof WebAuthnRefusal) throw cause;
    throw new WebAuthnRefusal(reason, detail, { cause });
  }
}
