import type { Context } from "koa";
import { ENVIRONMENT_APPLICATION } from "../access/applications.js";
import type { Caller } from "../audit/audit.js";
import { canonicalName } from "../names.js";
import { plainAddress } from "../network.js";
import type { Application, Role, Session, User } from "../storage/storage.js";

/**
 * Who makes a request: a relying application by its key, a person by their session, somebody by name and password alone
 * (see basic-authentication.ts), or nobody known.
 */
export type Principal =
  | { kind: "application"; application: Application }
  /** `session` and `roles` as they count now: see access/standing.ts. */
  | { kind: "person"; session: Session; user: User; roles: Role[]; now: Date }
  /** Reads what is the user's own, whatever roles they hold. */
  | { kind: "basic"; user: User }
  | { kind: "anonymous" };

/** What the middleware leaves on the request for those that come after. */
export interface RequestState {
  requestId: string;
  /** Address of whoever sent the request, trusted proxies taken off. */
  ip: string | null;
}

/**
 * On whose behalf a request acts.
 * @param stated address and browser of the person, where the application stated them in the request
 */
export function callerOf(
  principal: Principal,
  { requestId, ip }: RequestState,
  userAgent: string | null,
  stated?: { ip?: string | undefined; userAgent?: string | undefined },
): Caller {
  if (principal.kind === "person" || principal.kind === "basic")
    return { actor: nameOfActor(principal.user), application: null, ip, userAgent, requestId };
  if (principal.kind === "anonymous")
    return { actor: "anonymous", application: null, ip, userAgent, requestId };
  const { application } = principal;
  return {
    actor: application.id === ENVIRONMENT_APPLICATION ? application.id : `application ${application.id}`,
    application: application.id,
    ip: application.mayStateIp && stated?.ip !== undefined ? plainAddress(stated.ip) : null,
    address: ip,
    userAgent: stated?.userAgent ?? null,
    requestId,
  };
}

/** By what the trail calls those who are no people. */
const NO_PERSON = /^(anonymous|environment key|command line|directory|latchkey|application .*|user .*)$/;

/** Nobody acts under the name of what is no person, whatever they are called. */
function nameOfActor({ username }: User): string {
  return NO_PERSON.test(canonicalName(username)) ? `user ${username}` : username;
}

/** Whether it is the built-in application whose key is in the environment. */
export function isEnvironmentKey(principal: Principal): boolean {
  return principal.kind === "application" && principal.application.id === ENVIRONMENT_APPLICATION;
}

/** The browser as it names itself, cut to what is worth keeping. */
export function userAgentOf(ctx: Context): string | null {
  return ctx.get("user-agent").slice(0, 256) || null;
}
