import type { Context } from "koa";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { canonicalName } from "../names.js";
import { checkPassword } from "../verification/first-factor.js";
import { type Principal, type RequestState, userAgentOf } from "./principal.js";
import { username } from "./schemas.js";

/** RFC 7617 §2: base64 of the name, a colon and the password, in UTF-8. */
const CREDENTIALS = /^Basic +([A-Za-z0-9+/]{4,2048}={0,2})$/i;
const LONGEST_PASSWORD = 1024;

/** Whether the header is one of HTTP basic authentication. */
export function isBasic(authorization: string): boolean {
  return /^Basic(?: |$)/i.test(authorization);
}

/**
 * HTTP basic authentication sends the password with every request and knows no second factor, so it is refused. Policy
 * may name users for whom a script of old needs it: their password is checked as at a sign-in, behind the same guard, and
 * lets them read what is their own. Whoever is not on that list, or is nobody, is answered as somebody on it with a wrong
 * password, after the same work, and counted in the same way.
 * @throws LatchkeyError `unauthenticated`, `too_many_attempts`
 */
export async function basicUser(authorization: string, ctx: Context, deps: Deps): Promise<Principal> {
  const { ip, requestId } = ctx.state as RequestState;
  const caller = { actor: "anonymous", application: null, ip, userAgent: userAgentOf(ctx), requestId };
  const allowed = (await deps.policy.current()).basicAuthentication.users.map(canonicalName);
  if (allowed.length === 0) {
    deps.keyUses.basicRefused(caller);
    throw new LatchkeyError(
      "unauthenticated",
      "HTTP basic authentication is refused: it would go past the second factor. Sign in, or send an API key as: Authorization: Bearer <API key>.",
    );
  }
  const given = credentialsOf(authorization);
  if (given === null)
    throw new LatchkeyError("unauthenticated", "These are no credentials of HTTP basic authentication.");
  const user = await checkPassword(deps, {
    ...given,
    caller,
    through: "basic authentication",
    counts: allowed.includes(canonicalName(given.username)),
  });
  return { kind: "basic", user };
}

function credentialsOf(authorization: string): { username: string; password: string } | null {
  const [, encoded = ""] = CREDENTIALS.exec(authorization) ?? [];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const name = username.safeParse(text.slice(0, Math.max(0, colon)));
  const password = text.slice(colon + 1);
  if (!name.success || password === "" || password.length > LONGEST_PASSWORD) return null;
  return { username: name.data, password };
}
