/**
 * Tickets: single-use links into onboarding and `/profile` for users whose password is checked elsewhere. The
 * application vouches for the password, so that a ticket is worth what a password is: whoever has no factor may set one
 * up, whoever has one must still be verified before they change anything.
 */
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { newSecret } from "../secrets.js";
import type { Application, Ticket, User } from "../storage/storage.js";
import type { SessionStart } from "./sessions.js";

const TICKET_SECONDS = 300;

type TicketDeps = Pick<Deps, "storage" | "keys" | "audit" | "publicUrl" | "factors">;

/** A ticket as its application gets it. */
export interface IssuedTicket {
  /** The bearer secret, of which a keyed hash is kept. */
  ticket: string;
  /** Where to send the person's browser; the ticket is in the fragment, which no server and no referrer sees. */
  url: string;
  expiresAt: Date;
}

/**
 * Issues a ticket for a user.
 * @throws LatchkeyError `forbidden` for a user who holds a role: their password Latchkey checks itself, as otherwise an
 *   application that may enrol would make itself an administrator
 */
export async function issueTicket(
  deps: TicketDeps,
  caller: Caller,
  application: Application,
  user: User,
  { purpose, redirectUri }: Pick<Ticket, "purpose" | "redirectUri">,
): Promise<IssuedTicket> {
  if (!mayHaveTicket(user)) {
    throw new LatchkeyError("forbidden", "Users who hold a role sign in with their own password.");
  }
  const ticket = newSecret();
  const id = deps.keys.digest("ticket", ticket);
  const expiresAt = await deps.storage.tickets.create(
    { id, userId: user.id, purpose, application: application.id, redirectUri },
    TICKET_SECONDS,
  );
  const at = new Date(expiresAt.getTime() - TICKET_SECONDS * 1000);
  await deps.audit.record(caller, { ...userFact("ticket.issue", user, at), detail: { purpose } });
  return { ticket, url: `${deps.publicUrl}/profile#ticket=${ticket}`, expiresAt };
}

/** Whether applications may vouch for the password of this user. */
export function mayHaveTicket({ roles }: User): boolean {
  return roles.length === 0;
}

/** What a ticket opens. */
export interface OpenedTicket {
  ticket: Ticket;
  user: User;
  /** How the session begins. */
  start: Pick<SessionStart, "kind" | "factor" | "elevated">;
}

/**
 * Takes a ticket, once.
 * @throws LatchkeyError `unauthenticated` for one that is unknown, used or expired, or whose user is gone, suspended or
 *   has got a role meanwhile
 */
export async function openTicket(deps: TicketDeps, caller: Caller, secret: string): Promise<OpenedTicket> {
  const ticket = await deps.storage.tickets.take(deps.keys.digest("ticket", secret));
  const read = ticket && (await deps.storage.users.read(ticket.userId));
  if (!ticket || !read || read.user.decoy || read.user.suspended || !mayHaveTicket(read.user)) {
    throw new LatchkeyError(
      "unauthenticated",
      "This link was used or has expired. Start again from where it was.",
    );
  }
  const { user, now } = read;
  const fact = { ...userFact("ticket.open", user, now), detail: { purpose: ticket.purpose } };
  await deps.audit.record({ ...caller, application: ticket.application }, fact);
  const enrolled = hasSecondFactor(user, deps.factors);
  const start = { kind: enrolled ? "full" : "enrol", factor: null, elevated: !enrolled } as const;
  return { ticket, user, start };
}
