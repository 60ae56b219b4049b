import type { Context } from "koa";
import type { Deps } from "../../deps.js";
import { LatchkeyError, notFound } from "../../errors.js";
import { authenticate } from "../authenticate.js";
import { authorize } from "../authorize.js";
import { setSessionCookie } from "../cookies.js";
import { callerOf, type RequestState, userAgentOf } from "../principal.js";
import type { Route } from "../route.js";

/**
 * Runs a declared route for a page, in this process: a plain form obeys the very rules that the API has, as there is
 * one place where they stand. Sets the session's cookie where the route begins one.
 * @returns the route's answer, as its schema lets it out
 * @throws LatchkeyError as the route does
 */
export async function callRoute(
  ctx: Context,
  deps: Deps,
  routes: readonly Route[],
  path: string,
  body: object,
): Promise<unknown> {
  const route = routes.find((declared) => declared.method === "post" && declared.path === path);
  if (!route) throw notFound("There is nothing at this address.");
  const principal = await authenticate(ctx, deps);
  authorize(principal, route.access, null);
  const parsed = route.body?.safeParse(body);
  if (parsed?.success === false) {
    throw new LatchkeyError("invalid_request", "Something in the form is not right.");
  }
  const reply = await route.handle({
    params: {},
    query: {},
    body: parsed?.data,
    parseBody: () => parsed?.data,
    file: null,
    principal,
    deps,
    ctx,
    caller: (stated) => callerOf(principal, ctx.state as RequestState, userAgentOf(ctx), stated),
  });
  if (reply.session && reply.session !== "end") setSessionCookie(ctx, reply.session.token);
  return route.responses[reply.status]?.parse(reply.body);
}
