import { z } from "zod";
import type { SyslogSettings } from "../audit/syslog-destination.js";
import type { WebhookSettings } from "../audit/webhook-destination.js";
import { integer, readNamedFile } from "./checks.js";

/** Ports where the URL names none: RFC 5425 §4.1, RFC 6587 §6 (`syslog-conn`), RFC 5426 §3.3. */
const SYSLOG_PORTS = { tls: 6514, tcp: 601, udp: 514 };

const SYSLOG_URL = /^syslog\+(tls|tcp|udp):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?\/?$/;

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks have it. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;
const SECRET_BYTES = { least: 24, most: 64 };

/** Variables that say where the audit trail is sent. */
export const auditVariables = {
  LATCHKEY_SYSLOG_URL: z
    .string()
    .regex(
      SYSLOG_URL,
      "`syslog+tls://HOST`, `syslog+tcp://HOST` or `syslog+udp://HOST`, with or without `:PORT`.",
    )
    .optional()
    .describe(
      "Syslog receiver that gets the audit trail: `syslog+tls://HOST:PORT` (port 6514 unless stated), or, unprotected, `syslog+tcp://…` (601) or `syslog+udp://…` (514).",
    ),
  LATCHKEY_SYSLOG_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      "PEM file of the authorities that may certify the syslog receiver, in place of the well-known ones.",
    ),
  LATCHKEY_AUDIT_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address that gets the audit trail by signed POST: https, or http to this machine itself."),
  LATCHKEY_AUDIT_WEBHOOK_SECRET: z
    .string()
    .optional()
    .describe("Secret that signs those requests: `whsec_` and 24 to 64 random bytes in base64."),
  LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("File that holds that secret, instead of the variable."),
  LATCHKEY_AUDIT_RETENTION_DAYS: integer(1, 36_500)
    .optional()
    .describe(
      "Days that entries of the audit trail are kept; older ones go into archives. Default: all are kept.",
    ),
  LATCHKEY_AUDIT_ARCHIVE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of those archives. Default: `archive` in the data folder."),
};

type AuditVariables = z.output<z.ZodObject<typeof auditVariables>>;

/** Where the audit trail is sent; null where it is not. */
export interface AuditDestinations {
  syslog: SyslogSettings | null;
  webhook: WebhookSettings | null;
}

/** What the variables say; what is wrong with them is added to the faults. */
export function auditDestinations(env: AuditVariables, faults: string[]): AuditDestinations {
  return { syslog: syslog(env, faults), webhook: webhook(env, faults) };
}

function syslog(env: AuditVariables, faults: string[]): SyslogSettings | null {
  const ca = readNamedFile("LATCHKEY_SYSLOG_CA_FILE", env.LATCHKEY_SYSLOG_CA_FILE, faults);
  const [, transport, host, port] = SYSLOG_URL.exec(env.LATCHKEY_SYSLOG_URL ?? "") ?? [];
  if (transport === undefined || host === undefined) {
    if (env.LATCHKEY_SYSLOG_CA_FILE)
      faults.push("LATCHKEY_SYSLOG_CA_FILE is of no use without LATCHKEY_SYSLOG_URL.");
    return null;
  }
  if (ca !== null && transport !== "tls")
    faults.push("LATCHKEY_SYSLOG_CA_FILE goes with syslog+tls:// only: the others prove nothing.");
  if (ca !== null && !ca.includes("-----BEGIN CERTIFICATE-----"))
    faults.push("LATCHKEY_SYSLOG_CA_FILE: there is no certificate in it.");
  const by = transport as SyslogSettings["transport"];
  return { transport: by, host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? SYSLOG_PORTS[by]), ca };
}

function webhook(env: AuditVariables, faults: string[]): WebhookSettings | null {
  const { LATCHKEY_AUDIT_WEBHOOK_URL: url, LATCHKEY_AUDIT_WEBHOOK_SECRET: given } = env;
  const file = env.LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE;
  if (given && file)
    faults.push("Set LATCHKEY_AUDIT_WEBHOOK_SECRET or LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE, not both.");
  const text = given ?? readNamedFile("LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE", file, faults)?.trim();
  const secret = text === undefined ? null : secretOf(text);
  if (secret === null && text !== undefined) {
    const name = given ? "LATCHKEY_AUDIT_WEBHOOK_SECRET" : "LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE";
    faults.push(`${name}: It must be whsec_ and 24 to 64 bytes in base64.`);
  }
  if (url === undefined) {
    if (text !== undefined) faults.push("LATCHKEY_AUDIT_WEBHOOK_URL is needed with its secret.");
    return null;
  }
  if (text === undefined && !file)
    faults.push("LATCHKEY_AUDIT_WEBHOOK_URL needs LATCHKEY_AUDIT_WEBHOOK_SECRET.");
  checkUrl(new URL(url), faults);
  return secret && { url, secret };
}

function secretOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(SECRET.exec(text)?.[1] ?? "", "base64");
  return bytes.length >= SECRET_BYTES.least && bytes.length <= SECRET_BYTES.most ? bytes : null;
}

function checkUrl({ protocol, hostname, username, password, hash }: URL, faults: string[]): void {
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  if (protocol !== "https:" && !isLoopback)
    faults.push("LATCHKEY_AUDIT_WEBHOOK_URL must be https, unless it leads to this machine itself.");
  if (username !== "" || password !== "" || hash !== "")
    faults.push("LATCHKEY_AUDIT_WEBHOOK_URL must have no user name, no password and no fragment.");
}
