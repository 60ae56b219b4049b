import { convertSingleKeys } from "./applications.js";
import { AUDIT_INDEXES } from "./audit-query.js";
import { NAME_ORDER, NAMED } from "./people.js";
import type { Collections } from "./storage.js";

/** Creates what is missing; those that are there already cost nothing. */
export async function ensureIndexes(c: Collections): Promise<void> {
  await convertSingleKeys(c.applications);
  await Promise.all([
    c.users.createIndex({ expireAt: 1 }, { expireAfterSeconds: 0 }),
    c.users.createIndex({ roles: 1 }, { partialFilterExpression: { "roles.0": { $exists: true } } }),
    c.users.createIndex(
      { username: 1 },
      { name: "username_in_name_order", collation: NAME_ORDER, partialFilterExpression: NAMED },
    ),
    // Only who waits, or waited last, is in it.
    c.users.createIndex(
      { "guard.notBefore": 1 },
      { partialFilterExpression: { "guard.notBefore": { $gt: new Date(0) } } },
    ),
    c.users.createIndex({ "directory.id": 1 }, { sparse: true }),
    c.claims.createIndex({ user: 1 }),
    c.guards.createIndex({ expireAt: 1 }, { expireAfterSeconds: 0 }),
    c.verifications.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.verifications.createIndex({ "outcome.code": 1 }, { sparse: true }),
    c.registrations.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.sessions.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.sessions.createIndex({ userId: 1 }),
    c.tickets.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.passwordLinks.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.passwordLinks.createIndex({ digest: 1 }),
    c.tokens.createIndex({ state: 1, _id: 1 }),
    c.tokens.createIndex({ importId: 1 }, { sparse: true }),
    c.devices.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.devices.createIndex({ userId: 1 }),
    c.enforcementNotices.createIndex({ state: 1, notBefore: 1 }),
    c.enforcementNotices.createIndex({ version: 1, state: 1 }),
    c.reminders.createIndex({ state: 1, notBefore: 1 }),
    c.reminders.createIndex({ job: 1, state: 1 }),
    c.setup.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    c.applications.createIndex({ "keys.digest": 1 }),
    c.audit.createIndexes(AUDIT_INDEXES),
    c.auditCheckpoints.createIndex({ "heads.instance": 1, _id: 1 }),
    c.auditCheckpoints.createIndex({ at: 1 }),
    c.auditArchives.createIndex({ "heads.instance": 1, _id: 1 }),
  ]);
}
