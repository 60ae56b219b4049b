import type { Collection, Db, MongoClient } from "mongodb";
import type { Storage } from "../storage.js";
import { type ApplicationDocument, createApplicationStore } from "./applications.js";
import { type AuditDocument, createAuditStore } from "./audit.js";
import { type ArchiveDocument, createAuditArchiveStore, type RetentionDocument } from "./audit-archives.js";
import { type CheckpointDocument, createAuditCheckpointStore } from "./audit-checkpoints.js";
import { type AuditHourDocument, type AuditHoursMark, createAuditHourStore } from "./audit-hours.js";
import { connect } from "./connect.js";
import { createUserDeleter } from "./delete-user.js";
import { createDeviceStore, type DeviceDocument } from "./devices.js";
import { createDirectoryStore, type DirectoryDocument } from "./directory.js";
import { createEnforcementNoticeStore, type NoticeDocument } from "./enforcement-notices.js";
import type { SweepDocument } from "./enforcement-sweep.js";
import { withTypedErrors } from "./errors.js";
import { createFirstFactorGuardStore, type GuardDocument } from "./first-factor-guards.js";
import { ensureIndexes } from "./indexes.js";
import type { PaceDocument } from "./letter-pace.js";
import { nowExpression } from "./now.js";
import {
  type CursorDocument,
  createLeaseStore,
  createOutboxStore,
  type DeliveryDocument,
  type LeaseDocument,
} from "./outbox.js";
import { createPasswordLinkStore, type PasswordLinkDocument } from "./password-links.js";
import { createPeopleStore } from "./people.js";
import { createPolicyStore, type PolicyDocument } from "./policies.js";
import { createReminderStore, type ReminderDocument } from "./reminders.js";
import { createSessionStore, type SessionDocument } from "./sessions.js";
import {
  createRegistrationStore,
  createSetupStore,
  createTicketStore,
  type RegistrationDocument,
  type SetupDocument,
  type TicketDocument,
} from "./small-stores.js";
import { createTokenStore, type ImportDocument, type TokenDocument } from "./tokens.js";
import { createUserBatchStore } from "./user-batches.js";
import { type ClaimDocument, createUserStore, createUserWriter, type UserDocument } from "./users.js";
import { createVerificationStore, type VerificationDocument } from "./verifications.js";

/** Latchkey's collections. */
export interface Collections {
  users: Collection<UserDocument>;
  claims: Collection<ClaimDocument>;
  guards: Collection<GuardDocument>;
  verifications: Collection<VerificationDocument>;
  registrations: Collection<RegistrationDocument>;
  sessions: Collection<SessionDocument>;
  applications: Collection<ApplicationDocument>;
  tickets: Collection<TicketDocument>;
  passwordLinks: Collection<PasswordLinkDocument>;
  tokens: Collection<TokenDocument>;
  imports: Collection<ImportDocument>;
  setup: Collection<SetupDocument>;
  policies: Collection<PolicyDocument>;
  devices: Collection<DeviceDocument>;
  directory: Collection<DirectoryDocument>;
  enforcementNotices: Collection<NoticeDocument>;
  enforcementPace: Collection<PaceDocument>;
  enforcementSweeps: Collection<SweepDocument>;
  reminders: Collection<ReminderDocument>;
  audit: Collection<AuditDocument>;
  auditCheckpoints: Collection<CheckpointDocument>;
  auditArchives: Collection<ArchiveDocument>;
  auditRetention: Collection<RetentionDocument>;
  auditHours: Collection<AuditHourDocument>;
  auditHoursMark: Collection<AuditHoursMark>;
  deliveries: Collection<DeliveryDocument>;
  deliveryCursors: Collection<CursorDocument>;
  leases: Collection<LeaseDocument>;
  keyBinding: Collection<{ _id: string; fingerprint: string }>;
}

/**
 * Opens the database and creates missing indexes.
 * @param clock a test's clock in place of the database's
 * @throws Error with a sentence for the administrator
 */
export async function openMongoStorage(uri: string, clock?: () => Date): Promise<Storage> {
  const { client, db } = await connect(uri);
  const collections = collectionsOf(db);
  await ensureIndexes(collections);
  return createStorage(client, db, collections, clock);
}

function collectionsOf(db: Db): Collections {
  return {
    users: db.collection("users"),
    claims: db.collection("claims"),
    guards: db.collection("first_factor_guards"),
    verifications: db.collection("verifications"),
    registrations: db.collection("registrations"),
    sessions: db.collection("sessions"),
    applications: db.collection("applications"),
    tickets: db.collection("tickets"),
    passwordLinks: db.collection("password_links"),
    tokens: db.collection("tokens"),
    imports: db.collection("imports"),
    setup: db.collection("setup"),
    policies: db.collection("policies"),
    devices: db.collection("remembered_devices"),
    directory: db.collection("directory"),
    enforcementNotices: db.collection("enforcement_notices"),
    enforcementPace: db.collection("enforcement_pace"),
    enforcementSweeps: db.collection("enforcement_sweeps"),
    reminders: db.collection("reminders"),
    audit: db.collection("audit"),
    auditCheckpoints: db.collection("audit_checkpoints"),
    auditArchives: db.collection("audit_archives"),
    auditRetention: db.collection("audit_retention"),
    auditHours: db.collection("audit_hours"),
    auditHoursMark: db.collection("audit_hours_mark"),
    deliveries: db.collection("audit_deliveries"),
    deliveryCursors: db.collection("audit_delivery_cursors"),
    leases: db.collection("leases"),
    keyBinding: db.collection("key_binding"),
  };
}

function createStorage(client: MongoClient, db: Db, c: Collections, clock?: () => Date): Storage {
  const now = nowExpression(clock);
  const readNow = async (): Promise<Date> => {
    if (clock) return clock();
    const [row] = await db.aggregate<{ now: Date }>([{ $documents: [{ now: "$$NOW" }] }]).toArray();
    if (!row) throw new Error("the database did not tell the time");
    return row.now;
  };
  const audit = createAuditStore(c.audit);
  const outbox = { audit: c.audit, deliveries: c.deliveries, cursors: c.deliveryCursors };
  return withTypedErrors("storage", {
    users: withTypedErrors("users", {
      ...createUserStore({ client, users: c.users, claims: c.claims }, now),
      ...createPeopleStore(c.users),
      delete: createUserDeleter(client, c),
      ...createUserBatchStore({ client, users: c.users, claims: c.claims }, now, readNow),
    }),
    firstFactorGuards: withTypedErrors("guards", createFirstFactorGuardStore(c.guards, now, readNow)),
    verifications: withTypedErrors("verifications", createVerificationStore(c.verifications, now)),
    registrations: withTypedErrors("registrations", createRegistrationStore(c.registrations, now)),
    sessions: withTypedErrors("sessions", createSessionStore(c.sessions, now)),
    applications: withTypedErrors("applications", createApplicationStore(c.applications, now)),
    tickets: withTypedErrors("tickets", createTicketStore(c.tickets, now)),
    passwordLinks: withTypedErrors("password links", createPasswordLinkStore(c.passwordLinks, now)),
    tokens: withTypedErrors(
      "tokens",
      createTokenStore(
        { client, tokens: c.tokens, imports: c.imports, claims: c.claims },
        now,
        createUserWriter({ users: c.users, claims: c.claims }),
      ),
    ),
    setup: withTypedErrors("setup", createSetupStore(c.setup, now)),
    devices: withTypedErrors("devices", createDeviceStore(c.devices, now)),
    directory: withTypedErrors("directory", createDirectoryStore(c.directory, now)),
    enforcementNotices: withTypedErrors(
      "enforcement notices",
      createEnforcementNoticeStore(c.enforcementNotices, c.enforcementPace, c.enforcementSweeps, now),
    ),
    policies: withTypedErrors("policies", createPolicyStore(c.policies, readNow)),
    reminders: withTypedErrors("reminders", createReminderStore(c.reminders, c.enforcementPace, now)),
    audit: withTypedErrors("audit", audit),
    auditCheckpoints: withTypedErrors("audit checkpoints", createAuditCheckpointStore(c.auditCheckpoints)),
    auditArchives: withTypedErrors(
      "audit archives",
      createAuditArchiveStore(c.auditArchives, c.auditRetention),
    ),
    auditHours: withTypedErrors("audit hours", createAuditHourStore(c.audit, c.auditHours, c.auditHoursMark)),
    outbox: withTypedErrors("outbox", createOutboxStore(outbox, audit.heads, now)),
    leases: withTypedErrors("leases", createLeaseStore(c.leases, now)),
    now: readNow,
    async holdsData() {
      const first = await Promise.all([
        c.users.findOne({}),
        c.applications.findOne({}),
        c.keyBinding.findOne({}),
      ]);
      return first.some((document) => document !== null);
    },
    async bindKeys(fingerprint) {
      const bound = await c.keyBinding.findOneAndUpdate(
        { _id: "keys" },
        { $setOnInsert: { fingerprint } },
        { upsert: true, returnDocument: "after" },
      );
      return bound?.fingerprint === fingerprint;
    },
    async ping() {
      await db.command({ ping: 1 });
    },
    async close() {
      await client.close();
    },
  });
}
