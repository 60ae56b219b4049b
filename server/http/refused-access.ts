import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { callerOf, type Principal, type RequestState } from "./principal.js";
import type { Route } from "./route.js";

/**
 * Notes in the audit trail that somebody who is known was refused what they may not do: an application without the scope,
 * a person without the role, a page of somebody else that uses a person's session. Never waits. While it goes on it is one
 * entry, which is counted up.
 * @param username the {username} of the route; it may be nobody's, and is kept as its keyed hash only
 */
export function noteRefusedAccess(
  deps: Pick<Deps, "audit" | "storage" | "keys" | "log">,
  error: unknown,
  principal: Principal,
  { method, path }: Pick<Route, "method" | "path">,
  request: { state: RequestState; userAgent: string | null; username: string | null },
): void {
  if (!(error instanceof LatchkeyError) || error.code !== "forbidden") return;
  // A session that has to set up a factor, or to write down a key, first: the page says so, and nobody did anything.
  const isKnown =
    principal.kind === "application" || (principal.kind === "person" && principal.session.kind === "full");
  if (!isKnown) return;
  const { state, userAgent, username } = request;
  const caller = callerOf(principal, state, userAgent);
  const route = `${method} ${path}`;
  deps.storage
    .now()
    .then((at) => {
      const fact = {
        at,
        action: "access.refuse",
        outcome: "refused",
        user: null,
        userId: username === null ? null : deps.keys.userId(username),
        factor: null,
        credentialId: null,
        detail: { route },
      } as const;
      deps.audit.refused(caller, fact, `access ${caller.actor} ${route}`);
    })
    .catch((err: unknown) => deps.log.warn({ err }, "a refusal could not be recorded"));
}
