/**
 * LatchkeyErrorCode is the closed list of `code` values that the service answers with; a test holds it to the service's.
 * `unavailable` also stands for no answer at all: not reached, timed out, or not understood.
 */
export type LatchkeyErrorCode =
  | "invalid_request"
  | "invalid_registration"
  | "not_enrolled"
  | "verification_failed"
  | "unauthenticated"
  | "elevation_required"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_many_attempts"
  | "internal_error"
  | "unavailable";

/** LatchkeyError is every way a call can end but success. Whatever its code is, the user is not verified. */
export class LatchkeyError extends Error {
  override readonly name = "LatchkeyError";
  readonly code: LatchkeyErrorCode;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Whole seconds to wait, at least 1; with `too_many_attempts` only. */
  readonly retryAfterSeconds: number | undefined;
  /** By which the administrator finds the request in the log. */
  readonly requestId: string | undefined;

  constructor(
    code: LatchkeyErrorCode,
    message: string,
    details: { status: number; retryAfterSeconds?: number; requestId?: string; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
  }
}
