/**
 * The closed list of error codes (RFC 9457 problem details carry them as `code`) with the HTTP status of each.
 * Codes are also the keys of the texts a person sees, so they never change.
 */
export const ERROR_STATUS = {
  invalid_request: 400,
  invalid_registration: 400,
  not_enrolled: 400,
  verification_failed: 401,
  unauthenticated: 401,
  elevation_required: 403,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_attempts: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One field of a request that is not as it should be; `path` is dotted, `message` never repeats the value. */
export interface InvalidField {
  path: string;
  message: string;
}

interface LatchkeyErrorOptions {
  /** Where the contract answers one code with several statuses (`invalid_request`: also 413 and 415). */
  status?: number;
  /** A detail for the log only; never sent to the caller. */
  internal?: string;
  /** Whole seconds, at least 1, after which trying again makes sense. */
  retryAfterSeconds?: number;
  fields?: InvalidField[];
  /** Further public members of the problem document, such as the `message` of the rescue endpoint. */
  members?: Record<string, string>;
  cause?: unknown;
}

/** The one error class: a stable code, a public sentence that helps, and private detail for the log. */
export class LatchkeyError extends Error {
  override readonly name = "LatchkeyError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly internal: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: InvalidField[] | undefined;
  readonly members: Record<string, string> | undefined;

  constructor(code: ErrorCode, sentence: string, options: LatchkeyErrorOptions = {}) {
    super(sentence, { cause: options.cause });
    this.code = code;
    this.status = options.status ?? ERROR_STATUS[code];
    this.internal = options.internal;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
    this.members = options.members;
  }
}

/** The same sentence for wrong, replayed, revoked and unknown, so that it tells an attacker nothing. */
export function verificationFailed(internal: string): LatchkeyError {
  return new LatchkeyError("verification_failed", "That did not match. Check it and try again.", {
    internal,
  });
}

/**
 * The guard stands.
 * @param retryAfterSeconds whole seconds, at least 1
 */
export function tooManyAttempts(retryAfterSeconds: number): LatchkeyError {
  const wait = retryAfterSeconds === 1 ? "1 second" : `${retryAfterSeconds} seconds`;
  return new LatchkeyError("too_many_attempts", `Too many attempts. Wait ${wait}, then try again.`, {
    retryAfterSeconds,
  });
}

/** A name that must be unique over all users is held by somebody: what storage throws, for callers to put in words. */
export function claimTaken(cause: unknown): LatchkeyError {
  return new LatchkeyError("conflict", "That authenticator is registered already.", {
    internal: CLAIM_TAKEN,
    cause,
  });
}

export function isClaimTaken(error: unknown): boolean {
  return error instanceof LatchkeyError && error.internal === CLAIM_TAKEN;
}

const CLAIM_TAKEN = "claim taken";

export function notFound(sentence: string): LatchkeyError {
  return new LatchkeyError("not_found", sentence);
}

/** A dependency failed or an outcome is unknown: the caller must not treat it as success or as refusal. */
export function unavailable(internal: string, cause?: unknown): LatchkeyError {
  return new LatchkeyError("unavailable", "Latchkey cannot answer safely right now. Try again in a moment.", {
    internal,
    cause,
  });
}
