import { STATUS_CODES } from "node:http";
import type { Context, Middleware } from "koa";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import type { RequestState } from "./principal.js";

/** Renders every error as problem+json (RFC 9457) with a stable `code`; the one place that does. */
export function errorHandler({ log }: Pick<Deps, "log">): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new LatchkeyError("not_found", "There is nothing at this address.");
      if (ctx.status === 405 || ctx.status === 501)
        throw new LatchkeyError("not_found", "This address does not take that method.");
    } catch (thrown) {
      const error = asLatchkeyError(thrown);
      if (error.status >= 500)
        log.error({ err: thrown, requestId: ctx.state.requestId, problem: error.code }, error.internal);
      else log.debug({ requestId: ctx.state.requestId, problem: error.code, internal: error.internal });
      render(ctx, error);
    }
  };
}

/** The problem document of an error. */
function problemOf(error: LatchkeyError, requestId: string) {
  return {
    type: "about:blank",
    title: STATUS_CODES[error.status] ?? "Error",
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    ...(error.fields === undefined ? {} : { fields: error.fields }),
    ...error.members,
  };
}

function render(ctx: Context, error: LatchkeyError): void {
  ctx.status = error.status;
  if (error.retryAfterSeconds !== undefined) ctx.set("Retry-After", String(error.retryAfterSeconds));
  ctx.body = problemOf(error, (ctx.state as RequestState).requestId);
  ctx.type = "application/problem+json";
}

/** What Koa and its body parser throw for bad requests, as ours; anything else is an internal error that tells nothing. */
function asLatchkeyError(thrown: unknown): LatchkeyError {
  if (thrown instanceof LatchkeyError) return thrown;
  const status = statusOf(thrown);
  if (status === 413) return new LatchkeyError("invalid_request", "The body is too large.", { status });
  if (status === 415)
    return new LatchkeyError("invalid_request", "Send the body as Content-Type: application/json.", {
      status,
    });
  if (status !== undefined && status >= 400 && status < 500) {
    return new LatchkeyError("invalid_request", "The request cannot be read.", { cause: thrown });
  }
  return new LatchkeyError(
    "internal_error",
    "Something went wrong in Latchkey. The administrator finds the reason in the log.",
    {
      internal: "unexpected error",
      cause: thrown,
    },
  );
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== "object" || thrown === null || !("status" in thrown)) return undefined;
  return typeof thrown.status === "number" ? thrown.status : undefined;
}
