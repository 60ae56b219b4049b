/**
 * The one place where a page speaks to the service: same origin, cookies, JSON, and the CSRF token of the
 * session that the last answer carried.
 */
import type { ErrorCode, Session } from "./api-types.js";

/** ProblemCode is an error of the service, or `network` where no answer came at all. */
export type ProblemCode = ErrorCode | "network";

/** ApiError is a refused or failed request; pages look its text up by `code`. */
export class ApiError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  /** Whole seconds until another attempt is looked at; only with `too_many_attempts`. */
  readonly retryAfterSeconds: number | undefined;
  /** The service's own sentence, in English, for where a code alone cannot say what is wrong. */
  readonly detail: string | undefined;

  constructor(code: ProblemCode, status: number, retryAfterSeconds?: number, detail?: string) {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.detail = detail;
  }
}

let csrfToken: string | undefined;

/** adoptSession keeps the CSRF token of a session for the requests that follow; null forgets it. */
export function adoptSession(session: Pick<Session, "csrfToken"> | null): void {
  csrfToken = session?.csrfToken;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

let unlock: (() => Promise<void>) | null = null;

/**
 * onLocked says what to do where the service wants the session elevated first: when the promise fulfils, the
 * refused request is made once more; when it rejects, the refusal stands. null takes it back.
 */
export function onLocked(handler: (() => Promise<void>) | null): void {
  unlock = handler;
}

let skewMs = 0;

/** serverNow is the service's clock in milliseconds, as far as its last answer told: people's own may be wrong. */
export function serverNow(): number {
  return Date.now() + skewMs;
}

/**
 * send makes one request and returns its JSON answer (undefined for 204).
 * @throws ApiError for every answer that is not 2xx, and `network` where there was none.
 */
export function send<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return retryUnlocked(() => request<T>(method, path, body));
}

/** retryUnlocked makes a request, and once more after the session was elevated, where it was refused for want of that. */
export async function retryUnlocked<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (unlock === null || !(error instanceof ApiError) || error.code !== "elevation_required") throw error;
    await unlock().catch(() => {
      throw error;
    });
    return make();
  }
}

/** proofHeaders are what a request carries that changes something: the proof that a page of ours sent it. */
export function proofHeaders(): Record<string, string> {
  return { Accept: "application/json", ...(csrfToken === undefined ? {} : { "X-CSRF-Token": csrfToken }) };
}

async function request<T>(method: Method, path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = method === "GET" ? { Accept: "application/json" } : proofHeaders();
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (method !== "GET") {
    headers["Content-Type"] = "application/json";
    if (method !== "DELETE" || body !== undefined) init.body = JSON.stringify(body ?? {});
  }
  const response = await fetch(path, init).catch(() => {
    throw new ApiError("network", 0);
  });
  const date = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(date)) skewMs = date - Date.now();
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw problemFrom(response.status, answer, response.headers.get("Retry-After"));
  if (hasSession(answer)) adoptSession(answer.session);
  return answer as T;
}

/** problemFrom reads an answer that is not 2xx: its status, its JSON if it has any, and its `Retry-After`. */
export function problemFrom(status: number, answer: unknown, retryAfter: string | null): ApiError {
  const problem: { code?: ErrorCode; retryAfterSeconds?: number; detail?: string } =
    typeof answer === "object" && answer !== null ? answer : {};
  const header = Number(retryAfter ?? Number.NaN);
  const wait = problem.retryAfterSeconds ?? (Number.isFinite(header) ? header : undefined);
  return new ApiError(problem.code ?? codeOfStatus(status), status, wait, problem.detail);
}

/** A proxy in front may answer without our problem document: the status still says the kind. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 429) return "too_many_attempts";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  return status >= 502 && status <= 504 ? "unavailable" : "internal_error";
}

function hasSession(answer: unknown): answer is { session: Session } {
  return typeof answer === "object" && answer !== null && "session" in answer && Boolean(answer.session);
}
