/** What the charts count, by hours: see audit/numbers.ts. */
import type { AuditOutcome } from "./audit.js";

/** How often one action ended in one way with one factor. */
export interface AttemptCount {
  action: string;
  outcome: AuditOutcome;
  factor: string | null;
  count: number;
}

/** How often a known user was refused. */
export interface RefusalCount {
  userId: string;
  user: string;
  count: number;
}

/** One hour of the audit trail, counted. */
export interface AuditHour {
  /** Begin, UTC: `2026-11-24T12`. */
  hour: string;
  attempts: AttemptCount[];
  /** The users of the hour who were refused most, at most 50. */
  refusals: RefusalCount[];
}

/** A part of an hour or more. */
export interface HourSpan {
  from: Date;
  /** Included. */
  to: Date;
}

export interface AuditHourStore {
  /** Counts entries: those of these actions, and every refusal. Only hours in which there was something. */
  count(actions: readonly string[], span: HourSpan): Promise<AuditHour[]>;
  /** Instant of the oldest entry; null where there is none. */
  begin(): Promise<Date | null>;
  /** Up to here, not included, every hour is kept; null while none is. */
  keptUntil(): Promise<Date | null>;
  /** Keeps counted hours, and that there is nothing else up to `until`. Keeping the same again changes nothing. */
  keep(hours: readonly AuditHour[], until: Date): Promise<void>;
  /** Kept hours that begin in the span, in order. */
  kept(span: HourSpan): Promise<AuditHour[]>;
}
