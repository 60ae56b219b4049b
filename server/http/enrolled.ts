import type { Deps } from "../deps.js";
import { canonicalName } from "../names.js";
import type { Principal } from "./principal.js";

/**
 * To be called when a factor was put into use: where its owner did that in a session, the session counts as verified by
 * it. One that an administrator or an application set up changes no session.
 */
export async function enrolledInSession(
  deps: Pick<Deps, "sessions">,
  principal: Principal,
  username: string,
  factor: string,
): Promise<void> {
  if (principal.kind !== "person") return;
  if (canonicalName(principal.user.username) !== canonicalName(username)) return;
  await deps.sessions.enrolled(principal.session, factor);
}
