/**
 * The ports of storage: what Latchkey keeps and the few intentions with which it reads and writes.
 * Every write to a user is conditional on the `version` that was read and increments it, whoever writes.
 * Instants (`now`) come from the database; no process clock decides anything.
 */
import type { ApplicationStore } from "./applications.js";
import type { AuditCheckpointStore, AuditStore } from "./audit.js";
import type { AuditArchiveStore } from "./audit-archives.js";
import type { AuditHourStore } from "./audit-hours.js";
import type { DeviceStore } from "./devices.js";
import type { DirectoryStore } from "./directory.js";
import type { EnforcementNoticeStore } from "./enforcement-notices.js";
import type { FirstFactorGuardStore } from "./guards.js";
import type { SetupStore, TicketStore } from "./links.js";
import type { LeaseStore, OutboxStore } from "./outbox.js";
import type { PasswordLinkStore } from "./password-links.js";
import type { PolicyStore } from "./policies.js";
import type { ReminderStore } from "./reminders.js";
import type { SessionStore } from "./sessions.js";
import type { TokenStore } from "./tokens.js";
import type { UserStore } from "./users.js";
import type { RegistrationStore, VerificationStore } from "./verifications.js";

export type * from "./applications.js";
export type { AuditEntry, AuditStore } from "./audit.js";
export type * from "./credentials.js";
export type * from "./guards.js";
export type * from "./links.js";
export type { PolicyStore, PolicyVersion } from "./policies.js";
export type * from "./sessions.js";
export type { Token, TokenChange, TokenState, TokenStore, TokenType, UserChange } from "./tokens.js";
export type * from "./users.js";
export type * from "./verifications.js";

export interface Storage {
  users: UserStore;
  firstFactorGuards: FirstFactorGuardStore;
  verifications: VerificationStore;
  registrations: RegistrationStore;
  sessions: SessionStore;
  applications: ApplicationStore;
  tickets: TicketStore;
  passwordLinks: PasswordLinkStore;
  tokens: TokenStore;
  setup: SetupStore;
  policies: PolicyStore;
  devices: DeviceStore;
  directory: DirectoryStore;
  enforcementNotices: EnforcementNoticeStore;
  reminders: ReminderStore;
  audit: AuditStore;
  auditCheckpoints: AuditCheckpointStore;
  auditArchives: AuditArchiveStore;
  auditHours: AuditHourStore;
  outbox: OutboxStore;
  leases: LeaseStore;
  /** Whether anything is stored that needs the keys it was stored with. */
  holdsData(): Promise<boolean>;
  /** Remembers which keys this database belongs to. False where it belongs to others already. */
  bindKeys(fingerprint: string): Promise<boolean>;
  /** The database's instant, for the rare place that reads nothing else. */
  now(): Promise<Date>;
  /** Throws where the database does not answer as a primary. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
