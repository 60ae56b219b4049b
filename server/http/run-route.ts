import type Router from "@koa/router";
import type { Context } from "koa";
import type { z } from "zod";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { authenticate } from "./authenticate.js";
import { authorize, checkForgery, isJson, unsupportedType } from "./authorize.js";
import { clearSessionCookie, setSessionCookie } from "./cookies.js";
import { limitEnvironmentKey, limitEnvironmentKeyOn } from "./environment-key.js";
import { readUpload } from "./multipart.js";
import { callerOf, type Principal, type RequestState, userAgentOf } from "./principal.js";
import { noteRefusedAccess } from "./refused-access.js";
import type { Reply, Route } from "./route.js";

/** Serves the routes. */
export function mountRoutes(router: Router, routes: readonly Route[], deps: Deps): void {
  for (const route of routes) {
    router.register(route.path, [route.method], (ctx: Context) => serve(ctx, route, deps), {
      name: route.path,
    });
  }
}

async function serve(ctx: Context, route: Route, deps: Deps): Promise<void> {
  const reply = await runRoute(ctx, route, deps);
  const body = replyBody(ctx, route, reply);
  ctx.status = reply.status;
  if (reply.stream) sendStream(ctx, route, reply.stream);
  else ctx.body = body;
}

/**
 * Runs a route: authenticate, authorise, parse, handle. The one place where a declaration comes to life.
 * @param form what a page of ours was posted, whose origin it has checked, in place of the request's own parts
 * @throws LatchkeyError as the steps and the route do
 */
export async function runRoute(ctx: Context, route: Route, deps: Deps, form?: object): Promise<Reply> {
  const principal = await authenticate(ctx, deps);
  const params = parse(route.params, form ? {} : ctx.params, "path");
  try {
    return await runAs(principal, params, ctx, route, deps, form);
  } catch (error) {
    const state = ctx.state as RequestState;
    const request = { state, userAgent: userAgentOf(ctx), username: usernameOf(params) };
    noteRefusedAccess(deps, error, principal, route, request);
    throw error;
  }
}

async function runAs(
  principal: Principal,
  params: unknown,
  ctx: Context,
  route: Route,
  deps: Deps,
  form: object | undefined,
): Promise<Reply> {
  // First, so that another site's page learns nothing of what the session could do.
  if (!form && !route.ownForgeryCheck)
    checkForgery(ctx, principal, deps.publicUrl, route.uploadLimit === null);
  const username = usernameOf(params);
  authorize(principal, route.access, username, route.method === "get");
  if (route.access.administrative) await limitEnvironmentKey(deps, principal);
  if (username !== null && route.method !== "get") await limitEnvironmentKeyOn(deps, principal, username);
  const upload = route.uploadLimit === null ? null : await readUpload(ctx, route.uploadLimit);
  const { body } = route;
  const parseBody = () => (body ? parse(body, form ?? upload?.fields ?? jsonBody(ctx), "body") : undefined);
  return route.handle({
    params,
    query: parse(route.query, form ? {} : { ...ctx.query }, "query"),
    body: route.checksFirst ? undefined : parseBody(),
    parseBody,
    file: upload?.file ?? null,
    principal,
    deps,
    ctx,
    caller: (stated) => callerOf(principal, ctx.state as RequestState, userAgentOf(ctx), stated),
  });
}

/**
 * The body of a reply as the route's schema lets it out, so that a field that is not declared, such as a secret, cannot
 * leak by accident; sets or ends the session's cookie.
 */
export function replyBody(ctx: Context, route: Route, reply: Reply): unknown {
  const schema = route.responses[reply.status];
  if (schema === undefined) throw new Error(`${route.path} answered the undeclared status ${reply.status}`);
  if (reply.session === "end") clearSessionCookie(ctx);
  else if (reply.session) setSessionCookie(ctx, reply.session.token);
  return schema === null || reply.stream ? null : schema.parse(reply.body);
}

function sendStream(
  ctx: Context,
  route: Route,
  { type, body, fileName }: NonNullable<Reply["stream"]>,
): void {
  if (!route.streams.includes(type)) throw new Error(`${route.path} answered the undeclared type ${type}`);
  ctx.type = type;
  if (fileName !== undefined) ctx.set("Content-Disposition", `attachment; filename="${fileName}"`);
  ctx.body = body;
}

function usernameOf(params: unknown): string | null {
  const { username } = params as { username?: unknown };
  return typeof username === "string" ? username : null;
}

/** The body as it was sent; an absent one counts as an empty object. */
function jsonBody(ctx: Context): unknown {
  const isEmpty = !ctx.request.length && ctx.get("transfer-encoding") === "";
  if (!isEmpty && !isJson(ctx)) throw unsupportedType();
  return isEmpty ? {} : ctx.request.body;
}

function parse(schema: z.ZodType, value: unknown, part: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({
    path: [part, ...path.map(String)].join("."),
    message,
  }));
  const [first] = fields;
  throw new LatchkeyError(
    "invalid_request",
    first ? `${first.path}: ${first.message}` : "The request is not as it should be.",
    {
      fields,
    },
  );
}
