import { ApiError } from "../api.js";
import { type OwnRules, readRules } from "../api-rules.js";
import { currentSession, openTicket } from "../api-session.js";
import type { Session, User } from "../api-types.js";
import { readUser } from "../api-user.js";

/** Opened is a signed-in person's page: `mustEnrol` where nothing else is open to this session yet. */
export interface Opened {
  readonly at: "open";
  readonly session: Session;
  readonly user: User;
  readonly rules: OwnRules;
  readonly mustEnrol: boolean;
}

/** Start is how the page begins: open, waiting for an acknowledgement, by a void link, or not signed in. */
export type Start =
  | Opened
  | { readonly at: "unacknowledged"; readonly session: Session }
  | { readonly at: "void-ticket" }
  | { readonly at: "signed-out" };

/**
 * start opens the page from its address: by a ticket in the fragment, which leaves the address bar at once, or
 * by the session that the browser holds.
 * @throws ApiError where the service gives no answer that says which
 */
export async function start(): Promise<Start> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const ticket = fragment.get("ticket");
  if (ticket !== null) keep({ mustEnrol: false });
  const opened = await (ticket === null ? bySession() : byTicket(ticket));
  if (opened === null) return { at: ticket === null ? "signed-out" : "void-ticket" };
  const { session } = opened;
  const mustEnrol = arrival().mustEnrol || fragment.has("onboarding");
  try {
    const { username } = session;
    const [user, rules] = await Promise.all([readUser(username), readRules(username)]);
    return { at: "open", session, user, rules, mustEnrol };
  } catch (error) {
    // The only session that may not read its own user is one whose new recovery key is not acknowledged.
    if (error instanceof ApiError && error.code === "forbidden") return { at: "unacknowledged", session };
    throw error;
  }
}

/** Arrival is what the address told once and a reload must not forget; it is kept with the history's entry. */
interface Arrival {
  /** Where the application that sent the person wants them back. */
  readonly returnTo?: string | undefined;
  readonly mustEnrol: boolean;
}

/** returnAddress is where the application that sent the person wants them back, if one did. */
export function returnAddress(): string | null {
  return arrival().returnTo ?? null;
}

/** enrolled forgets, in the address too, that the person had to enrol first. */
export function enrolled(): void {
  keep({ ...arrival(), mustEnrol: false });
}

function arrival(): Arrival {
  const kept: Arrival | null = history.state;
  return kept ?? { mustEnrol: false };
}

function keep(known: Arrival): void {
  history.replaceState(known, "", location.pathname + location.search);
}

async function byTicket(ticket: string): Promise<Pick<Opened, "session"> | null> {
  const opened = await openTicket(ticket).catch(nobody);
  if (opened !== null) keep({ returnTo: opened.redirectUri, mustEnrol: opened.purpose === "enrol" });
  return opened;
}

async function bySession(): Promise<Pick<Opened, "session"> | null> {
  const session = await currentSession().catch(nobody);
  return session && { session };
}

/** A refused ticket and a missing session are answers; everything else is a failure. */
function nobody(error: unknown): null {
  if (error instanceof ApiError && [400, 401, 404].includes(error.status)) return null;
  throw error;
}
