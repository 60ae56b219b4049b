/** The shapes of the audit trail as the console and the service exchange them. Types only. */

/** Outcome is how what was done ended; `refused` was not looked at, as a wait stood. */
export type Outcome = "success" | "failure" | "refused";

/** AuditEntry is one entry of the audit trail. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: Outcome;
  /** Who acted: a user's name, `application <id>`, `environment key` or `anonymous`. */
  readonly actor: string;
  readonly user: string | null;
  readonly factor: string | null;
  readonly credentialId: string | null;
  readonly application: string | null;
  readonly applicationName: string | null;
  readonly ip: string | null;
  readonly requestId: string;
  /** Further refusals of the same block. */
  readonly repeated: number;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  readonly instance: string;
  readonly seq: number;
  readonly hash: string;
}

/** AuditPage is one page of the trail, newest first; `cursor` leads to the next where there is one. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly cursor?: string | undefined;
}

/** AuditNumbers are sign-ins by hours, and of the whole span by factor and by who was refused most. */
export interface AuditNumbers {
  readonly intervals: readonly ({ readonly begin: string } & Tally)[];
  readonly factors: readonly ({ readonly factor: string } & Tally)[];
  readonly mostBlocked: readonly { readonly user: string; readonly refusals: number }[];
}

/** Tally is how many attempts ended how. */
export interface Tally {
  readonly success: number;
  readonly failure: number;
  readonly refused: number;
}

/** OutboxDestination is where the trail is sent, and how far that has come. */
export interface OutboxDestination {
  readonly destination: "syslog" | "webhook";
  readonly target: string;
  readonly deliveredAt: string | null;
  /** Entries that the destination does not have yet, and the instant of the oldest of them. */
  readonly lag: number;
  readonly oldest: string | null;
  readonly overdue: boolean;
  readonly failure: { readonly since: string; readonly at: string; readonly message: string } | null;
}

/** TrailFinding is what a look at the newest checkpoint found. */
export type TrailFinding = "fits" | "no_checkpoint" | "not_signed" | "entries_changed" | "cut_off";

/** TrailState is how the trail is doing. */
export interface TrailState {
  readonly chains: number;
  readonly grown: number;
  readonly last: { readonly number: number; readonly at: string } | null;
  readonly finding: TrailFinding;
}
