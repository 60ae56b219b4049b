import type { Readable } from "node:stream";
import type { Context } from "koa";
import { z } from "zod";
import type { Caller } from "../audit/audit.js";
import type { Deps } from "../deps.js";
import type { ErrorCode } from "../errors.js";
import type { Access } from "./authorize.js";
import type { Principal } from "./principal.js";

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
