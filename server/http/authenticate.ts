import type { Context } from "koa";
import { standingOf } from "../access/standing.js";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { sessionCookie } from "./cookies.js";
import { callerOf, type Principal, type RequestState, userAgentOf } from "./principal.js";

/**
 * Who makes the request. A key wins over a cookie; a key that is nobody's is refused rather than ignored.
 * @throws LatchkeyError `unauthenticated`
 */
export async function authenticate(ctx: Context, deps: Deps): Promise<Principal> {
  const authorization = ctx.get("authorization");
  if (authorization !== "") {
    const [, apiKey] = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization) ?? [];
    const application = apiKey === undefined ? null : await deps.applications.byKey(apiKey);
    const principal: Principal = application ? { kind: "application", application } : { kind: "anonymous" };
    const state = ctx.state as RequestState;
    const caller = { ...callerOf(principal, state, userAgentOf(ctx)), ip: state.ip };
    if (application) {
      deps.keyUses.used(caller);
      return principal;
    }
    deps.keyUses.refused(caller);
    throw new LatchkeyError(
      "unauthenticated",
      "The API key is missing or not known. Send it as: Authorization: Bearer <API key>.",
    );
  }
  const token = sessionCookie(ctx);
  if (token === null) return { kind: "anonymous" };
  const live = await deps.sessions.read(token);
  const read = live && (await deps.storage.users.read(live.session.userId));
  if (!live || !read || read.user.suspended || read.user.decoy) return { kind: "anonymous" };
  const { roles, elevatedUntil } = standingOf(live.session, read.user, deps.factors, live.now);
  const session = { ...live.session, elevatedUntil };
  return { kind: "person", session, user: read.user, roles, now: live.now };
}
