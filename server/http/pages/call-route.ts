import type { Context } from "koa";
import type { Deps } from "../../deps.js";
import { notFound } from "../../errors.js";
import type { Route } from "../route.js";
import { replyBody, runRoute } from "../run-route.js";

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
  form: object,
): Promise<unknown> {
  const route = routes.find((declared) => declared.method === "post" && declared.path === path);
  if (!route) throw notFound("There is nothing at this address.");
  return replyBody(ctx, route, await runRoute(ctx, route, deps, form));
}
