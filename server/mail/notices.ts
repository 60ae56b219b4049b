import type { User } from "../storage/storage.js";

/** How long a user may go on without a second factor: until an instant (ISO 8601), or for so many sign-ins. */
export type Grace = { until: string } | { logins: number };

/** What a user is told by e-mail. */
export type Notice =
  | { kind: "factor_added"; credentialName: string; factor: string }
  | { kind: "factor_removed"; credentialName: string; factor: string }
  | { kind: "recovery_key_used" }
  | { kind: "recovery_key_renewed" }
  | { kind: "recovery_code_used"; left: number }
  | { kind: "recovery_codes_renewed" }
  | { kind: "bypass_code_made"; left: number; until: Date }
  | { kind: "bypass_code_used"; left: number }
  | { kind: "break_glass_code_made" }
  /** To every owner: one of them, by name, signed in by a break-glass code. */
  | { kind: "break_glass_used"; by: string }
  | { kind: "password_changed" }
  /** To the address from before. */
  | { kind: "address_changed" }
  | { kind: "test" }
  | { kind: "blocked"; application: string | null }
  | {
      kind: "factor_required";
      /** Names of the applications that want it; empty where it is wanted everywhere. */
      applications: readonly string[];
      grace: Grace | null;
      /** Whether the user sets it up by themselves; otherwise they get a token. */
      setsUp: boolean;
    }
  | { kind: "factor_reminder"; setsUp: boolean };

/**
 * How sending one letter ended: taken by the mail server, to be tried again, refused for good, or the mail server itself
 * is not there.
 */
export type Sent = "sent" | "later" | "never" | "down";

/** Tells users what happened to their second factor. `tell` never waits and never fails: a notice is no condition of anything. */
export interface Notices {
  /** Whether there is a mail server at all. */
  readonly canSend: boolean;
  tell(user: User, notice: Notice, at: Date): void;
  /** Sends one letter now, once, for whoever keeps what is to be sent. */
  send(user: User, notice: Notice, at: Date): Promise<Sent>;
  /** Resolves when everything told so far was sent or given up. */
  close(): Promise<void>;
}
