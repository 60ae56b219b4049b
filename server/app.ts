import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa from "koa";
import type { Logger } from "pino";
import type { Deps } from "./deps.js";
import { LatchkeyError } from "./errors.js";
import { errorHandler } from "./http/error-handler.js";
import { noStore, requestContext, requestLog, securityHeaders } from "./http/middleware.js";
import { openApiRoute } from "./http/openapi.js";
import { pages } from "./http/pages/pages.js";
import type { Route } from "./http/route.js";
import { ROUTES } from "./http/routes/index.js";
import { mountRoutes } from "./http/run-route.js";

/** A WebAuthn response with a certificate chain has a few kilobytes. */
const BODY_LIMIT = "64kb";

/** Puts the service together; it listens to nothing and starts nothing. */
export function createApp(deps: Deps, routes: readonly Route[] = ROUTES): Koa {
  const app = new Koa();
  const router = new Router({ exclusive: true });
  mountRoutes(router, [...routes, openApiRoute(routes)], deps);
  app.use(requestContext(deps));
  app.use(requestLog(deps));
  app.use(errorHandler(deps));
  app.use(securityHeaders(deps.publicUrl));
  app.use(noStore);
  app.use(
    bodyParser({
      enableTypes: ["json"],
      jsonLimit: BODY_LIMIT,
      parsedMethods: ["POST", "PUT", "PATCH", "DELETE"],
      jsonStrict: true,
      onError: unreadable,
    }),
  );
  app.use(pages(deps, routes));
  app.use(router.routes());
  app.use(router.allowedMethods());
  app.on("error", (error: Error) => logUncaught(deps.log, error));
  return app;
}

/** Bytes that are not what their headers say, such as a broken compression, are the sender's fault. */
function unreadable(error: Error): never {
  if ("status" in error) throw error;
  throw new LatchkeyError("invalid_request", "The request cannot be read.", { cause: error });
}

/**
 * Whatever an error handler of ours did not catch; Koa's own would print it on stderr as plain text. A connection that
 * breaks off, or carries no HTTP, is the sender's affair, and the bytes that came, which are in the error, may be secret.
 */
function logUncaught(log: Logger, error: Error): void {
  const reason = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/^(HPE_|ECONNRESET$|EPIPE$|ERR_STREAM_PREMATURE_CLOSE$)/.test(reason))
    log.debug({ reason }, "a connection broke off");
  else log.error({ err: error }, "unhandled");
}
