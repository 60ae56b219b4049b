import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import Koa from "koa";
import type { Deps } from "./deps.js";
import { errorHandler } from "./http/error-handler.js";
import { noStore, requestContext, requestLog, securityHeaders } from "./http/middleware.js";
import { openApiRoute } from "./http/openapi.js";
import { pages } from "./http/pages/pages.js";
import { mountRoutes, type Route } from "./http/route.js";
import { ROUTES } from "./http/routes/index.js";

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
    }),
  );
  app.use(pages(deps, routes));
  app.use(router.routes());
  app.use(router.allowedMethods());
  // Whatever an error handler of ours did not catch; the default one would print it on stderr as plain text.
  app.on("error", (error) => deps.log.error({ err: error }, "unhandled"));
  return app;
}
