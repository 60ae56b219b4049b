import type { Context } from "koa";
import { UNKNOWN_KEY } from "../access/applications.js";
import { standingOf } from "../access/standing.js";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { basicUser, isBasic } from "./basic-authentication.js";
import { sessionCookie } from "./cookies.js";
import { callerOf, type Principal, type RequestState, userAgentOf } from "./principal.js";

/**
 * Who makes the request. A key wins over a cookie; a key that is nobody's is refused rather than ignored.
 * @throws LatchkeyError `unauthenticated`; `too_many_attempts` where a password is checked (basic-authentication.ts)
 */
export async function authenticate(ctx: Context, deps: Deps): Promise<Principal> {
  const authorization = ctx.get("authorization");
  if (isBasic(authorization)) return basicUser(authorization, ctx, deps);
  if (authorization !== "") return applicationBy(authorization, ctx, deps);
  const token = sessionCookie(ctx);
  if (token === null) return { kind: "anonymous" };
  const live = await deps.sessions.read(token);
  const read = live && (await deps.storage.users.read(live.session.userId));
  if (!live || !read || read.user.suspended || read.user.decoy) return { kind: "anonymous" };
  // Of somebody who had the name before, who was deleted while they signed in.
  if (live.session.createdAt < read.user.createdAt) return { kind: "anonymous" };
  const { roles, elevatedUntil } = standingOf(live.session, read.user, deps.factors, live.now);
  const session = { ...live.session, elevatedUntil };
  return { kind: "person", session, user: read.user, roles, now: live.now };
}

/** The sentence for each reason; whoever holds a key that was good may know what became of it. */
const KEY_REFUSED = {
  unknown: "The API key is missing or not known. Send it as: Authorization: Bearer <API key>.",
  ended: "This API key has ended. An administrator makes a new one in the console, under Applications.",
  suspended: "This application is suspended. An administrator can let it go on.",
} as const;

async function applicationBy(authorization: string, ctx: Context, deps: Deps): Promise<Principal> {
  const [, apiKey] = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization) ?? [];
  const found = apiKey === undefined ? UNKNOWN_KEY : await deps.applications.byKey(apiKey);
  const principal: Principal = found.for
    ? { kind: "application", application: found.for }
    : { kind: "anonymous" };
  const state = ctx.state as RequestState;
  const caller = { ...callerOf(principal, state, userAgentOf(ctx)), ip: state.ip };
  if (found.for) {
    deps.keyUses.used(caller, found.keyId);
    return principal;
  }
  deps.keyUses.refused(caller, found);
  throw new LatchkeyError("unauthenticated", KEY_REFUSED[found.because]);
}
