import type { ChainedAuditEntry } from "./audit.js";

/** Numbers of a chain are padded to sort as text: 36^8 of them. */
const SEQ_DIGITS = 8;

/**
 * `_id` begins with the instant, so that every search sorts, pages and is bounded in time by it alone, and no index
 * needs a field for the time.
 */
export function auditId({ at, instance, seq }: Pick<ChainedAuditEntry, "at" | "instance" | "seq">): string {
  return `${at.toISOString()}/${instance}/${seq.toString(36).padStart(SEQ_DIGITS, "0")}`;
}
