import { createHash, createHmac } from "node:crypto";
import type { StoredAuditEntry } from "../storage/audit.js";
import { DeliveryError, type Destination, SEND_LIMIT_MS } from "./destination.js";

/** Where to send entries to, and the key that signs them. */
export interface WebhookSettings {
  /** https; http only to this machine itself. */
  url: string;
  secret: Uint8Array;
}

/**
 * Sends entries by HTTP POST, signed as Standard Webhooks have it (https://www.standardwebhooks.com): receivers find a
 * library for it in their language.
 * @param source origin of this Latchkey, by which a receiver of several tells them apart
 */
export function webhookDestination({ url, secret }: WebhookSettings, source: string): Destination {
  return {
    name: "webhook",
    // A path or query may be what the receiver knows us by.
    target: new URL(url).origin,
    async send(entries: readonly StoredAuditEntry[], at: Date, signal: AbortSignal) {
      const body = webhookBody(entries, source);
      const id = idOf(entries);
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const answer = await fetch(url, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "Latchkey",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": `v1,${signature(secret, id, timestamp, body)}`,
        },
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]),
      });
      // What it says is of no interest, and may have no end.
      await answer.body?.cancel();
      if (answer.status >= 300 && answer.status < 400)
        throw new DeliveryError(`The receiver answered ${answer.status}: redirects are not followed.`);
      if (!answer.ok) throw new DeliveryError(`The receiver answered ${answer.status}.`);
    },
  };
}

function webhookBody(entries: readonly StoredAuditEntry[], source: string): string {
  return JSON.stringify({
    type: "audit.entries",
    source,
    first: entries[0]?.id,
    last: entries.at(-1)?.id,
    entries: entries.map(({ idFits, ...entry }) => entry),
  });
}

/** The same entries have the same id, however often they are sent. It contains no full stop, as that divides what is signed. */
function idOf(entries: readonly StoredAuditEntry[]): string {
  const ids = entries.map(({ id }) => id).join("\n");
  return `audit_${createHash("sha256").update(ids).digest("base64url").slice(0, 32)}`;
}

function signature(secret: Uint8Array, id: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
}
