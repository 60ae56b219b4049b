import type { Context } from "koa";
import type { Caller } from "../audit/audit.js";
import type { Deps } from "../deps.js";
import { checkOrigin } from "./authorize.js";
import { callerOf, type RequestState, userAgentOf } from "./principal.js";

/**
 * Whoever signs in: nobody yet, whatever cookie or key came along. Such requests have no session to take a token from,
 * so that the right Origin must do.
 * @throws LatchkeyError `forbidden` for an `Origin` that is not ours; nothing was evaluated or counted
 */
export function visitor(ctx: Context, deps: Pick<Deps, "publicUrl">): Caller {
  checkOrigin(ctx, deps.publicUrl);
  return callerOf({ kind: "anonymous" }, ctx.state as RequestState, userAgentOf(ctx));
}
