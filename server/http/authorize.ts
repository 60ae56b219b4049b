import type { Context } from "koa";
import { LatchkeyError } from "../errors.js";
import { canonicalName } from "../names.js";
import type { Role, Scope, User } from "../storage/storage.js";
import type { Principal } from "./principal.js";

/** Who may call a route. What is not named is refused. */
export interface Access {
  /** Anybody, signed in or not; the handler looks for itself. */
  public?: true;
  /** An application that has one of these scopes. */
  scopes?: readonly Scope[];
  /** Changes policy or keys: closed to the environment's key once an administrator exists. */
  administrative?: true;
  /** A person: for themselves (`own`: the route's {username} is theirs, or it has none) or by role for others. */
  person?: {
    own?: boolean;
    roles?: readonly Role[];
    /** Must have been verified within the last ten minutes. */
    elevated?: boolean;
    /** Also a session that has to show its new recovery key first. */
    unacknowledged?: boolean;
    /** Also a session that can only enrol. */
    enrolling?: boolean;
  };
}

/**
 * @param username the {username} of the route; null where it has none
 * @param reads whether the request changes nothing
 * @throws LatchkeyError `unauthenticated`, `forbidden`, `elevation_required`
 */
export function authorize(
  principal: Principal,
  access: Access,
  username: string | null,
  reads: boolean,
): void {
  if (access.public) return;
  if (principal.kind === "anonymous") {
    throw new LatchkeyError(
      "unauthenticated",
      "Sign in, or send an API key as: Authorization: Bearer <API key>.",
    );
  }
  if (principal.kind === "application") {
    if (access.scopes?.some((scope) => principal.application.scopes.includes(scope))) return;
    throw new LatchkeyError(
      "forbidden",
      `This needs an application with the scope ${access.scopes?.join(" or ") || "of a person"}.`,
    );
  }
  if (principal.kind === "basic") authorizeBasic(principal.user, access, username, reads);
  else authorizePerson(principal, access, username);
}

/** By the password alone: reading what is one's own by name, and nothing else. */
function authorizeBasic(user: User, { person }: Access, username: string | null, reads: boolean): void {
  const isOwn = username !== null && canonicalName(username) === canonicalName(user.username);
  if (reads && isOwn && person?.own && !person.elevated) return;
  throw new LatchkeyError(
    "forbidden",
    "HTTP basic authentication only reads what is one's own: it has no second factor.",
  );
}

function authorizePerson(
  { session, user, roles, now }: Extract<Principal, { kind: "person" }>,
  { person }: Access,
  username: string | null,
): void {
  if (!person) throw new LatchkeyError("forbidden", "This is for applications with an API key.");
  if (session.kind === "recovery" && !person.unacknowledged) {
    throw new LatchkeyError("forbidden", "Write down the new recovery key and confirm that first.");
  }
  const isOwn = username === null || canonicalName(username) === canonicalName(user.username);
  const allowed = (person.own === true && isOwn) || person.roles?.some((role) => roles.includes(role));
  if (!allowed) throw new LatchkeyError("forbidden", "Your role does not allow this.");
  if (session.kind === "enrol" && !person.enrolling) {
    throw new LatchkeyError("forbidden", "Set up a second factor first.");
  }
  if (person.elevated && (session.elevatedUntil === null || session.elevatedUntil <= now)) {
    throw new LatchkeyError("elevation_required", "Unlock your settings first: verify yourself once more.");
  }
}

/** `application/json`, also with parameters. */
export function isJson(ctx: Context): boolean {
  return ctx.get("content-type").split(";")[0]?.trim().toLowerCase() === "application/json";
}

/**
 * A request that counts on the cookie must show that a page of ours sent it.
 * @param takesJson false for a route that takes an upload
 * @throws LatchkeyError `forbidden`, or `invalid_request` with 415; nothing was evaluated or counted
 */
export function checkForgery(
  ctx: Context,
  principal: Principal,
  publicUrl: string,
  takesJson: boolean,
): void {
  if (principal.kind !== "person" || ctx.method === "GET" || ctx.method === "HEAD") return;
  checkOrigin(ctx, publicUrl);
  if (ctx.get("x-csrf-token") !== principal.session.csrfToken) {
    throw new LatchkeyError("forbidden", "The page is out of date. Load it again and repeat what you did.", {
      internal: "X-CSRF-Token is missing or wrong",
    });
  }
  if (takesJson && !isJson(ctx)) throw unsupportedType();
}

/** @throws LatchkeyError `forbidden` for an `Origin` that is not ours */
export function checkOrigin(ctx: Context, publicUrl: string): void {
  const origin = ctx.get("origin");
  if (origin === "" || origin === publicUrl) return;
  throw new LatchkeyError("forbidden", "This request came from another site.", {
    internal: `origin ${origin.slice(0, 128)}`,
  });
}

export function unsupportedType(): LatchkeyError {
  return new LatchkeyError("invalid_request", "Send the body as Content-Type: application/json.", {
    status: 415,
  });
}
