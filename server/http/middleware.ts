import { randomUUID } from "node:crypto";
import type { Context, Middleware } from "koa";
import helmet from "koa-helmet";
import type { Deps } from "../deps.js";
import { clientAddress } from "./client-address.js";

/** Gives each request an id that is in its log lines, its audit entries and its answer. */
export function requestContext({ config }: Pick<Deps, "config">): Middleware {
  return async (ctx, next) => {
    ctx.state.requestId = randomUUID();
    ctx.state.ip = clientAddress(ctx.req, config.trustedProxies);
    ctx.set("X-Request-Id", ctx.state.requestId);
    await next();
  };
}

/** One log line and one observation a request. Neither has the query, which may hold a code, nor any header. */
export function requestLog({ log, httpMetrics }: Pick<Deps, "log" | "httpMetrics">): Middleware {
  // The fields below hold no secret: looking for some in each of them is the dearest part of a line.
  const lines = log.child({}, { redact: [] });
  return async (ctx, next) => {
    const began = performance.now();
    await next();
    const seconds = (performance.now() - began) / 1000;
    const route = routeOf(ctx);
    httpMetrics.request(route, ctx.status, seconds);
    lines.info(
      {
        requestId: ctx.state.requestId,
        method: ctx.method,
        route,
        status: ctx.status,
        ms: Math.round(seconds * 1e5) / 100,
      },
      "request",
    );
  };
}

/** The route's pattern, so that names in paths are in no label and no log line. */
function routeOf(ctx: Context): string {
  const route = (ctx as { routerPath?: unknown; _matchedRoute?: unknown })._matchedRoute;
  return typeof route === "string" ? route : "none";
}

/** Headers that keep a page of ours from running, framing or sending anything that is not ours. */
export function securityHeaders(publicUrl: string): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: publicUrl.startsWith("https:")
      ? { maxAge: 31_536_000, includeSubDomains: false }
      : false,
  });
}

/** Answers of the API are nobody's to keep. */
export const noStore: Middleware = async (ctx, next) => {
  ctx.set("Cache-Control", "no-store");
  await next();
};
