import { join } from "node:path";
import { z } from "zod";
import { LANGUAGES, type Language } from "../client/strings/languages.js";
import { type AuditDestinations, auditDestinations, auditVariables } from "./config/audit.js";
import {
  attestationRoots,
  checkPublicUrl,
  integer,
  list,
  readNamedFile,
  relatedOrigins,
  trustedProxies,
} from "./config/checks.js";
import { type DirectoryConfig, directoryVariables, readDirectory } from "./config/directory.js";
import type { AttestationRoots } from "./factors/webauthn/attestation-roots.js";
import type { AddressRanges } from "./network.js";

const ADMIN_KEY_LENGTH = 32;

const adminKeyText = z
  .string()
  .min(ADMIN_KEY_LENGTH, `At least ${ADMIN_KEY_LENGTH} characters.`)
  .regex(/^[\x21-\x7e]*$/, "Printable ASCII without spaces, as it travels in a header.");

/** Every variable that Latchkey reads; docs/configuration.md is made from this. */
export const environmentSchema = z.object({
  PORT: integer(0, 65_535).default(8080).describe("Port to listen on; 0 takes a free one."),
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
  LATCHKEY_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Address by which browsers reach Latchkey: WebAuthn origin, and base of every link. Default `http://localhost:PORT`; http only for localhost.",
    ),
  LATCHKEY_RP_ID: z
    .string()
    .regex(/^[a-z0-9.-]+$/, "A domain in small letters.")
    .optional()
    .describe("WebAuthn RP ID: the host of the public URL or a parent domain of it. Default: that host."),
  LATCHKEY_RELATED_ORIGINS: z
    .string()
    .optional()
    .describe(
      "Further origins, with commas, that may use the same passkeys (`/.well-known/webauthn`); at most five labels.",
    ),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, "A MongoDB connection string.")
    .optional()
    .describe(
      "Replica set or sharded cluster to use. Without it Latchkey runs a database of its own in the data folder.",
    ),
  LATCHKEY_MONGOD: z.string().min(1).optional().describe("The mongod binary for the database of its own."),
  LATCHKEY_DATA_DIR: z
    .string()
    .min(1)
    .default("./data")
    .describe("Folder for the database of its own, keys and set-up link."),
  LATCHKEY_KEYS: z
    .string()
    .regex(/^(file|env|command):./, "`file:PATH`, `env:NAME` or `command:…`.")
    .optional()
    .describe(
      "Where the keys come from: `file:PATH`, `env:NAME` or `command:…`. Default `file:<data folder>/keys.json`.",
    ),
  LATCHKEY_ADMIN_KEY: adminKeyText
    .optional()
    .describe("API key with every scope, for setting an instance up by script. Remove it afterwards."),
  LATCHKEY_ADMIN_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("File that holds that key, instead of the variable."),
  LATCHKEY_BREAK_GLASS: z.iso
    .datetime({ offset: true, error: "A time such as 2026-11-24T18:00:00Z." })
    .optional()
    .describe(
      "Emergency: until this time, at most 24 hours ahead of the start, owners may sign in with their password and a printed break-glass code.",
    ),
  LATCHKEY_TOLERATED_FAILURES: integer(0, 10)
    .default(1)
    .describe("Consecutive failures that do not block yet."),
  LATCHKEY_TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe(
      "Addresses or CIDR ranges of reverse proxies, with commas, whose X-Forwarded-For counts. Default: none.",
    ),
  LATCHKEY_ATTESTATION_ROOTS: z
    .string()
    .min(1)
    .optional()
    .describe("PEM file of attestation roots. Without it no attestation counts as verified."),
  LATCHKEY_CHALLENGE_TTL_SECONDS: integer(10, 3600)
    .default(300)
    .describe("Seconds a verification or registration stays open."),
  LATCHKEY_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "An smtp:// or smtps:// URL.")
    .optional()
    .describe("Mail server for notices. Without it none are sent."),
  LATCHKEY_MAIL_FROM: z
    .string()
    .min(3)
    .optional()
    .describe("Sender of notices; needed with LATCHKEY_SMTP_URL."),
  LATCHKEY_MAIL_PER_MINUTE: integer(1, 60_000)
    .default(300)
    .describe(
      "Letters a minute, of all processes, where many users are told at once that they need a second factor.",
    ),
  LATCHKEY_LANGUAGE: z
    .enum(LANGUAGES)
    .default("en")
    .describe("Language of letters to users who have not used Latchkey's own pages yet."),
  LATCHKEY_LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal"])
    .default("info")
    .describe("Least severe log line that is written."),
  LATCHKEY_METRICS_PORT: integer(0, 65_535)
    .optional()
    .describe("Port on 127.0.0.1 that serves /metrics without a key."),
  ...auditVariables,
  ...directoryVariables,
});

/** Variables of the `latchkey` command where it calls a Latchkey; whoever has them set may start the service too. */
export const COMMAND_LINE_VARIABLES = new Set(["LATCHKEY_URL", "LATCHKEY_API_KEY"]);

type Environment = z.output<typeof environmentSchema>;

/** The configuration as the server uses it. */
export interface Config {
  port: number;
  host: string;
  /** Without a trailing slash; null until the port is known where PORT is 0. */
  publicUrl: string | null;
  rpId: string | null;
  relatedOrigins: string[];
  mongodbUri: string | null;
  mongod: string | null;
  dataDir: string;
  keys: string;
  adminKey: string | null;
  /** As it is set; whether it still runs is decided at the start (access/break-glass.ts). */
  breakGlass: Date | null;
  toleratedFailures: number;
  trustedProxies: AddressRanges;
  /** Empty where none are configured. */
  attestationRoots: AttestationRoots;
  challengeTtlSeconds: number;
  smtpUrl: string | null;
  mailFrom: string | null;
  mailPerMinute: number;
  language: Language;
  logLevel: Environment["LATCHKEY_LOG_LEVEL"];
  metricsPort: number | null;
  auditDestinations: AuditDestinations;
  /** Where users come from besides Latchkey itself; null where there is no other place. */
  directory: DirectoryConfig | null;
  /** Null keeps everything. */
  auditRetentionDays: number | null;
  auditArchiveDir: string;
}

/** Every fault of the environment at once. */
class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly faults: string[];

  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/**
 * Reads the environment, once.
 * @throws ConfigurationError with every fault: bad values, and `LATCHKEY_…` names that nothing reads
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults = Object.keys(env)
    .filter((name) => name.startsWith("LATCHKEY_") && !Object.hasOwn(environmentSchema.shape, name))
    .filter((name) => !COMMAND_LINE_VARIABLES.has(name))
    .map((name) => `${name} is no setting of Latchkey.`);
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  faults.push(...issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  // Without the faulty ones the rest is looked at as well, so that nobody mends one fault a start.
  const config = fromEnvironment(parsed.data ?? environmentSchema.parse(without(given, issues)), faults);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return config;
}

function without(given: object, issues: readonly { path: readonly PropertyKey[] }[]): object {
  const faulty = new Set(issues.map(({ path }) => path[0]));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name)));
}

function fromEnvironment(env: Environment, faults: string[]): Config {
  const publicUrl = env.LATCHKEY_PUBLIC_URL ?? (env.PORT === 0 ? null : `http://localhost:${env.PORT}`);
  checkPublicUrl(publicUrl, env.LATCHKEY_RP_ID, faults);
  if (env.LATCHKEY_SMTP_URL && !env.LATCHKEY_MAIL_FROM)
    faults.push("LATCHKEY_MAIL_FROM is needed with LATCHKEY_SMTP_URL.");
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: publicUrl === null ? null : new URL(publicUrl).origin,
    rpId: env.LATCHKEY_RP_ID ?? null,
    relatedOrigins: relatedOrigins(list(env.LATCHKEY_RELATED_ORIGINS), faults),
    mongodbUri: env.MONGODB_URI ?? null,
    mongod: env.LATCHKEY_MONGOD ?? null,
    dataDir: env.LATCHKEY_DATA_DIR,
    keys: env.LATCHKEY_KEYS ?? `file:${env.LATCHKEY_DATA_DIR}/keys.json`,
    adminKey: adminKey(env, faults),
    breakGlass: env.LATCHKEY_BREAK_GLASS === undefined ? null : new Date(env.LATCHKEY_BREAK_GLASS),
    toleratedFailures: env.LATCHKEY_TOLERATED_FAILURES,
    trustedProxies: trustedProxies(list(env.LATCHKEY_TRUSTED_PROXIES), faults),
    attestationRoots: attestationRoots(env.LATCHKEY_ATTESTATION_ROOTS, faults),
    challengeTtlSeconds: env.LATCHKEY_CHALLENGE_TTL_SECONDS,
    smtpUrl: env.LATCHKEY_SMTP_URL ?? null,
    mailFrom: env.LATCHKEY_MAIL_FROM ?? null,
    mailPerMinute: env.LATCHKEY_MAIL_PER_MINUTE,
    language: env.LATCHKEY_LANGUAGE,
    logLevel: env.LATCHKEY_LOG_LEVEL,
    metricsPort: env.LATCHKEY_METRICS_PORT ?? null,
    auditDestinations: auditDestinations(env, faults),
    directory: readDirectory(env, faults),
    auditRetentionDays: env.LATCHKEY_AUDIT_RETENTION_DAYS ?? null,
    auditArchiveDir: env.LATCHKEY_AUDIT_ARCHIVE_DIR ?? join(env.LATCHKEY_DATA_DIR, "archive"),
  };
}

function adminKey(env: Environment, faults: string[]): string | null {
  if (env.LATCHKEY_ADMIN_KEY && env.LATCHKEY_ADMIN_KEY_FILE) {
    faults.push("Set LATCHKEY_ADMIN_KEY or LATCHKEY_ADMIN_KEY_FILE, not both.");
  }
  const fromFile = readNamedFile("LATCHKEY_ADMIN_KEY_FILE", env.LATCHKEY_ADMIN_KEY_FILE, faults)?.trim();
  const problem = fromFile === undefined ? undefined : adminKeyText.safeParse(fromFile).error?.issues[0];
  if (problem) faults.push(`LATCHKEY_ADMIN_KEY_FILE: the key in it: ${problem.message}`);
  return env.LATCHKEY_ADMIN_KEY ?? fromFile ?? null;
}
