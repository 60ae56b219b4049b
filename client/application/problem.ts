import { LatchkeyError, type LatchkeyErrorCode } from "./latchkey-error.js";

/** What a problem document (RFC 9457) of the service has, as far as it is one. */
interface Problem {
  code?: unknown;
  detail?: unknown;
  retryAfterSeconds?: unknown;
  requestId?: unknown;
}

/**
 * problemOf makes the error of an answer that is not 2xx. A proxy in front may answer without our problem document: the
 * status still says the kind.
 */
export function problemOf(response: Response, body: unknown): LatchkeyError {
  const problem: Problem = typeof body === "object" && body !== null ? body : {};
  const code =
    typeof problem.code === "string" ? (problem.code as LatchkeyErrorCode) : codeOf(response.status);
  const message =
    typeof problem.detail === "string" ? problem.detail : `Latchkey answered ${response.status}.`;
  const wait = secondsToWait(problem, response.headers.get("retry-after"));
  return new LatchkeyError(code, message, {
    status: response.status,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
    ...(typeof problem.requestId === "string" ? { requestId: problem.requestId } : {}),
  });
}

function secondsToWait({ retryAfterSeconds }: Problem, header: string | null): number | undefined {
  if (typeof retryAfterSeconds === "number") return retryAfterSeconds;
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}

/** A 401 without a code is never taken for a wrong code of the user's: it would say more than is known. */
function codeOf(status: number): LatchkeyErrorCode {
  if (status === 429) return "too_many_attempts";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  return status >= 400 && status < 500 ? "invalid_request" : "unavailable";
}
