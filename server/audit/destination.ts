import type { StoredAuditEntry } from "../storage/audit.js";
import type { DestinationName } from "../storage/outbox.js";

/** Longest that one delivery may take. */
export const SEND_LIMIT_MS = 10_000;

/** Where the audit trail is sent. */
export interface Destination {
  readonly name: DestinationName;
  /** Where that is, for people to read; without anything secret. */
  readonly target: string;
  /**
   * Resolves when the receiver has all of the entries, as far as it can tell us.
   * @param at the database's instant
   * @param signal gives up, as the service ends
   * @throws DeliveryError, or what the connection throws: nothing is known of what the receiver has
   */
  send(entries: readonly StoredAuditEntry[], at: Date, signal: AbortSignal): Promise<void>;
}

/** Why a delivery failed, as a sentence for the administrator. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
}

const WORDS = new Map([
  ["ECONNREFUSED", "Nothing listens at that address."],
  ["ECONNRESET", "The receiver broke the connection off."],
  ["EPIPE", "The receiver broke the connection off."],
  ["UND_ERR_SOCKET", "The receiver broke the connection off."],
  ["ENOTFOUND", "The receiver's name cannot be resolved."],
  ["EAI_AGAIN", "The receiver's name cannot be resolved at the moment."],
  ["EHOSTUNREACH", "There is no way to the receiver's network."],
  ["ENETUNREACH", "There is no way to the receiver's network."],
  ["ETIMEDOUT", "The receiver did not answer in time."],
  ["TimeoutError", "The receiver did not answer in time."],
  ["CERT_HAS_EXPIRED", "The receiver's certificate has expired."],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "The receiver's certificate is for another name."],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "The receiver's certificate is signed by itself."],
  ["SELF_SIGNED_CERT_IN_CHAIN", "The receiver's certificate is of an authority that is not trusted here."],
  [
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "The receiver's certificate is of an authority that is not trusted here.",
  ],
  [
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "The receiver's certificate is of an authority that is not trusted here.",
  ],
]);

/** What went wrong with a delivery, in words; never what was sent. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return "The delivery failed.";
  if (error instanceof DeliveryError) return error.message;
  const reason = error.cause instanceof Error ? error.cause : error;
  const code = "code" in reason && typeof reason.code === "string" ? reason.code : reason.name;
  return `${WORDS.get(code) ?? "The delivery failed."} (${code})`;
}
