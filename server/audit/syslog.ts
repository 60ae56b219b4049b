import type { AuditOutcome, StoredAuditEntry } from "../storage/audit.js";
import { VERSION } from "../version.js";

/** Facility `authpriv`: security and authorization messages (RFC 5424 §6.2.1). */
const AUTHPRIV = 10;

/** Severities of RFC 5424 §6.2.1: informational, notice, warning. */
const SEVERITY: Record<AuditOutcome, number> = { success: 6, failure: 5, refused: 4 };

/** RFC 5424 §7.2.2 wants a private enterprise number after the `@`; this is the one for documentation (RFC 5612). */
const SD_ID = "latchkey@32473";

/** For a field that there is no value for (RFC 5424 §6). */
const NIL = "-";

/** Lengths of RFC 5424 §6. */
const LONGEST = { hostname: 255, processId: 128, messageId: 32 };

/**
 * An entry of the audit trail as a message of RFC 5424, in UTF-8.
 * @param hostname what the message says that it comes from
 */
export function syslogMessage(entry: StoredAuditEntry, hostname: string): Buffer {
  const { at, action, outcome, instance } = entry;
  const header = [
    `<${AUTHPRIV * 8 + (SEVERITY[outcome] ?? SEVERITY.refused)}>1`,
    timestamp(at),
    printable(hostname, LONGEST.hostname),
    "latchkey",
    printable(instance, LONGEST.processId),
    printable(action, LONGEST.messageId),
  ].join(" ");
  const origin = `[origin software="Latchkey" swVersion="${VERSION}"]`;
  // RFC 5424 §6.4: a message in UTF-8 begins with the byte order mark.
  return Buffer.from(`${header} ${origin}${structuredData(entry)} \ufeff${sentence(entry)}`);
}

/** A frame by octet counting (RFC 6587 §3.4.1, RFC 5425 §4.3). */
export function octetCounted(message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${message.byteLength} `), message]);
}

function structuredData(entry: StoredAuditEntry): string {
  const { id, instance, seq, action, outcome, actor, user, factor, credentialId, application } = entry;
  const { ip, requestId, repeated, detail, hash } = entry;
  const parameters = Object.entries({
    id,
    instance,
    seq,
    action,
    outcome,
    actor,
    user,
    factor,
    credentialId,
    application,
    ip,
    requestId,
    repeated: repeated === 0 ? null : repeated,
    detail: detail === undefined ? null : JSON.stringify(detail),
    hash,
  }).flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(String(value))}"`]));
  return `[${SD_ID}${parameters.join("")}]`;
}

/** For people; programs read the structured data. */
function sentence({ action, outcome, actor, user, factor, ip }: StoredAuditEntry): string {
  const said = [
    `${action} ${outcome} by ${actor}`,
    ...(user === null ? [] : [`for ${user}`]),
    ...(factor === null ? [] : [`with ${factor}`]),
    ...(ip === null ? [] : [`from ${ip}`]),
  ];
  return plain(said.join(" "));
}

/** RFC 5424 §6.3.3: quotation mark, backslash and closing bracket are escaped. */
function escaped(value: string): string {
  return plain(value).replace(/["\\\]]/g, "\\$&");
}

/** Control characters as `#` and three octal digits (RFC 5424 §8.2), so that no value begins a line of its own. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    [...Buffer.from(character)].map((octet) => `#${octet.toString(8).padStart(3, "0")}`).join(""),
  );
}

/** PRINTUSASCII of RFC 5424 §6: visible ASCII without spaces. */
function printable(text: string, longest: number): string {
  return (
    String(text)
      .replace(/[^\x21-\x7e]/g, "?")
      .slice(0, longest) || NIL
  );
}

function timestamp(at: unknown): string {
  return at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : NIL;
}
