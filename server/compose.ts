import type { Logger } from "pino";
import { Applications } from "./access/applications.js";
import { KeyUses } from "./access/key-use.js";
import { Sessions } from "./access/sessions.js";
import { CheckpointWriter } from "./audit/checkpoint.js";
import { Outbox } from "./audit/outbox.js";
import { Retention, type RetentionDeps } from "./audit/retention.js";
import { syslogDestination } from "./audit/syslog-destination.js";
import { webhookDestination } from "./audit/webhook-destination.js";
import { AuditWriter } from "./audit/writer.js";
import type { Config } from "./config.js";
import type { Deps } from "./deps.js";
import type { Factor } from "./factors/factor.js";
import { createRegistry, FACTORS } from "./factors/index.js";
import { createMetrics } from "./http/metrics.js";
import { Mailer, noNotices } from "./mail/mailer.js";
import type { Notices } from "./mail/notices.js";
import { applicationsEnding } from "./operations/warnings.js";
import { connectDirectory } from "./people/directory/connect.js";
import { CurrentPolicy } from "./policy/current.js";
import type { AuditCheckpoint } from "./storage/audit.js";
import type { Keys } from "./storage/keys.js";
import type { Storage } from "./storage/storage.js";
import { DecoyBudget } from "./verification/decoy.js";
import { isEmergency } from "./verification/emergency.js";
import { AttemptQueue } from "./verification/queue.js";

/** What differs between the service and a test of it. */
export interface Parts {
  config: Config;
  /** Origin of every link, without a trailing slash. */
  publicUrl: string;
  storage: Storage;
  keys: Keys;
  log: Logger;
  warnings?: readonly string[];
  /** Until when break-glass runs; null where it does not. */
  breakGlassUntil: Date | null;
  /** The factors of Latchkey unless stated. */
  factors?: readonly Factor[];
  /** Told of each signed checkpoint of the audit trail. */
  onCheckpoint?: (checkpoint: AuditCheckpoint) => Promise<void>;
}

/** Puts the dependencies together from their parts. */
export function compose({
  config,
  publicUrl,
  storage,
  keys,
  log,
  warnings = [],
  breakGlassUntil,
  factors = FACTORS,
  onCheckpoint = async () => {},
}: Parts): Deps {
  const outboxes = outboxesOf(config, publicUrl, storage, log);
  const policy = new CurrentPolicy(storage.policies);
  const metrics = createMetrics(
    {
      breakGlass: async () =>
        breakGlassUntil !== null && isEmergency({ breakGlassUntil }, await storage.now()) ? 1 : 0,
      environmentKey: async () => (config.adminKey === null ? 0 : 1),
      basicUsers: async () => (await policy.current()).basicAuthentication.users.length,
      expiringKeys: async () => (await applicationsEnding(storage)).length,
    },
    outboxes,
  );
  const applications = new Applications(storage.applications, keys, config);
  const onAuditError = (err: unknown) => log.error({ err }, "audit entries wait for the database");
  const audit = new AuditWriter(
    storage.audit,
    keys.auditSigner,
    new CheckpointWriter(storage, keys.auditSigner, onCheckpoint),
    onAuditError,
  );
  const registry = createRegistry(factors);
  const people = { storage, keys, audit, policy, factors: registry, log };
  const { connected, passwords } = connectDirectory(people, config.directory);
  return {
    config,
    publicUrl,
    storage,
    keys,
    log,
    warnings,
    factors: registry,
    attestationRoots: config.attestationRoots,
    policy,
    relyingParty: {
      id: config.rpId ?? new URL(publicUrl).hostname,
      name: "Latchkey",
      origins: [publicUrl, ...config.relatedOrigins],
      timeoutSeconds: config.challengeTtlSeconds,
    },
    breakGlassUntil,
    tolerated: config.toleratedFailures,
    queue: new AttemptQueue(),
    decoys: new DecoyBudget(),
    directory: passwords,
    connectedDirectory: connected,
    audit,
    notices: noticesOf(config, publicUrl, applications, log),
    metrics,
    httpMetrics: metrics,
    outboxes,
    retention: retentionOf(config, { storage, signer: keys.auditSigner, audit, log }),
    applications,
    keyUses: new KeyUses(audit, storage, onAuditError),
    sessions: new Sessions(storage.sessions, keys),
  };
}

function outboxesOf(
  { auditDestinations: { syslog, webhook } }: Config,
  publicUrl: string,
  storage: Storage,
  log: Logger,
): Outbox[] {
  return [
    ...(syslog ? [syslogDestination(syslog, new URL(publicUrl).hostname)] : []),
    ...(webhook ? [webhookDestination(webhook, publicUrl)] : []),
  ].map((destination) => new Outbox({ storage, log }, destination));
}

function retentionOf(
  { auditRetentionDays: days, auditArchiveDir: directory, auditDestinations }: Config,
  deps: RetentionDeps,
): Retention {
  const { syslog, webhook } = auditDestinations;
  const destinations = [...(syslog ? (["syslog"] as const) : []), ...(webhook ? (["webhook"] as const) : [])];
  return new Retention(deps, { days, directory, destinations });
}

function noticesOf(
  { smtpUrl, mailFrom, language }: Config,
  publicUrl: string,
  applications: Applications,
  log: Logger,
): Notices {
  if (smtpUrl === null || mailFrom === null) return noNotices;
  return new Mailer({
    smtpUrl,
    from: mailFrom,
    language,
    publicUrl,
    applicationName: async (id) => (await applications.byId(id))?.name ?? null,
    onGivenUp: (reason) => log.warn(reason, "a notice could not be sent"),
  });
}
