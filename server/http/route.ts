import type { Readable } from "node:stream";
import type Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import type { Caller } from "../audit/audit.js";
import type { Deps } from "../deps.js";
import { type ErrorCode, LatchkeyError } from "../errors.js";
import { authenticate } from "./authenticate.js";
import { type Access, authorize, checkForgery, isJson, unsupportedType } from "./authorize.js";
import { clearSessionCookie, setSessionCookie } from "./cookies.js";
import { limitEnvironmentKey, limitEnvironmentKeyOn } from "./environment-key.js";
import { readUpload } from "./multipart.js";
import { callerOf, type Principal, type RequestState, userAgentOf } from "./principal.js";

/** What a handler is given: everything parsed, the caller known and allowed. */
export interface RouteRequest<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  principal: Principal;
  deps: Deps;
  /** The file of a route that takes an upload. */
  file: Buffer | null;
  /** On whose behalf; `stated` is what an application says of the person. */
  caller(stated?: { ip?: string | undefined; userAgent?: string | undefined }): Caller;
  /** The body of a route with `checksFirst`; throws LatchkeyError `invalid_request`. */
  parseBody(): Body;
  /** For the few routes whose checks have an order of their own. */
  ctx: Context;
}

/** What a handler answers; `session` sets or ends the session cookie. */
export interface Reply {
  status: number;
  body?: unknown;
  /** In place of a body, of one of the types that the route `streams`. */
  stream?: { type: string; body: Readable; fileName?: string };
  session?: { token: string } | "end";
}

/** One declaration that both serves and documents a route. */
export interface Route {
  method: "get" | "post" | "patch" | "put" | "delete";
  /** With parameters as in `/users/:username`. */
  path: string;
  summary: string;
  access: Access;
  params: z.ZodType;
  query: z.ZodType;
  /** Null where the route takes no body. */
  body: z.ZodType | null;
  /** A multipart form with a file in place of JSON: the most bytes of the file; `body` parses its text fields. */
  uploadLimit: number | null;
  /** Schema of each status that is answered without an error; null for one without a body. */
  responses: Record<number, z.ZodType | null>;
  /** Media types in which it answers by a stream; none for JSON. */
  streams: readonly string[];
  errors: readonly ErrorCode[];
  /** Checks of its own in place of the CSRF token: the rescue endpoint, and the routes that begin a session. */
  ownForgeryCheck: boolean;
  /** The handler checks the caller before it parses the body, by `parseBody`. */
  checksFirst: boolean;
  handle(request: RouteRequest<unknown, unknown, unknown>): Promise<Reply>;
}

interface RouteDeclaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType | null>
  extends Pick<Route, "method" | "path" | "summary" | "access" | "responses"> {
  params?: P;
  query?: Q;
  body?: B;
  streams?: readonly string[];
  errors?: readonly ErrorCode[];
  ownForgeryCheck?: boolean;
  checksFirst?: boolean;
  uploadLimit?: number;
  handle(
    request: RouteRequest<z.output<P>, z.output<Q>, B extends z.ZodType ? z.output<B> : undefined>,
  ): Promise<Reply>;
}

const nothing = z.object({});

/** Declares a route; the handler's types follow from the schemas. */
export function defineRoute<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType | null = null,
>(declaration: RouteDeclaration<P, Q, B>): Route {
  return {
    errors: [],
    streams: [],
    ownForgeryCheck: false,
    checksFirst: false,
    uploadLimit: null,
    ...declaration,
    params: declaration.params ?? nothing,
    query: declaration.query ?? nothing,
    body: declaration.body ?? null,
    handle: (request) => declaration.handle(request as Parameters<typeof declaration.handle>[0]),
  };
}

/** Serves the routes: authenticate, authorise, parse, handle, check the answer. */
export function mountRoutes(router: Router, routes: readonly Route[], deps: Deps): void {
  for (const route of routes) {
    router.register(route.path, [route.method], (ctx: Context) => serve(ctx, route, deps), {
      name: route.path,
    });
  }
}

async function serve(ctx: Context, route: Route, deps: Deps): Promise<void> {
  const principal = await authenticate(ctx, deps);
  const params = parse(route.params, ctx.params, "path");
  // First, so that another site's page learns nothing of what the session could do.
  if (!route.ownForgeryCheck) checkForgery(ctx, principal, deps.publicUrl, route.uploadLimit === null);
  authorize(principal, route.access, usernameOf(params));
  if (route.access.administrative) await limitEnvironmentKey(deps, principal);
  const username = usernameOf(params);
  if (username !== null && route.method !== "get") await limitEnvironmentKeyOn(deps, principal, username);
  const upload = route.uploadLimit === null ? null : await readUpload(ctx, route.uploadLimit);
  const { body } = route;
  const parseBody = () => (body ? parse(body, upload?.fields ?? jsonBody(ctx), "body") : undefined);
  const request: RouteRequest<unknown, unknown, unknown> = {
    params,
    query: parse(route.query, { ...ctx.query }, "query"),
    body: route.checksFirst ? undefined : parseBody(),
    parseBody,
    file: upload?.file ?? null,
    principal,
    deps,
    ctx,
    caller: (stated) => callerOf(principal, ctx.state as RequestState, userAgentOf(ctx), stated),
  };
  send(ctx, route, await route.handle(request));
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

function send(ctx: Context, route: Route, reply: Reply): void {
  const schema = route.responses[reply.status];
  if (schema === undefined) throw new Error(`${route.path} answered the undeclared status ${reply.status}`);
  if (reply.session === "end") clearSessionCookie(ctx);
  else if (reply.session) setSessionCookie(ctx, reply.session.token);
  ctx.status = reply.status;
  if (reply.stream) sendStream(ctx, route, reply.stream);
  // Answers are parsed too: a field that is not declared, such as a secret, cannot leak by accident.
  else ctx.body = schema === null ? null : schema.parse(reply.body);
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
