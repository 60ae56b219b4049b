/** Single-use links: tickets into onboarding and profile, and the set-up of the first administrator. */

/** A single-use link for a user whose password is checked elsewhere. */
export interface Ticket {
  id: string;
  userId: string;
  purpose: "enrol" | "profile";
  application: string;
  redirectUri: string | null;
}

export interface TicketStore {
  create(ticket: Ticket, ttlSeconds: number): Promise<Date>;
  take(id: string): Promise<Ticket | null>;
}

/** The one-time link of the first administrator, as a keyed hash. */
export interface SetupStore {
  put(digest: string, ttlSeconds: number): Promise<void>;
  take(digest: string): Promise<boolean>;
  clear(): Promise<void>;
}
