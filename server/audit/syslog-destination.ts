import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import type { StoredAuditEntry } from "../storage/audit.js";
import { DeliveryError, type Destination, SEND_LIMIT_MS } from "./destination.js";
import { octetCounted, syslogMessage } from "./syslog.js";

const LONGEST_ROUND_TRIP_MS = 1_000;
/** A receiver that hangs up at once may be slow to do so. */
const LEAST_WAIT_MS = 50;

/** How to reach a syslog receiver. */
export interface SyslogSettings {
  transport: "tls" | "tcp" | "udp";
  host: string;
  port: number;
  /** PEM; in place of the certificate authorities that Node.js knows. */
  ca: string | null;
}

/**
 * Sends entries to a syslog receiver: TLS (RFC 5425), TCP (RFC 6587) or UDP (RFC 5426).
 * @param hostname what the messages say that they come from
 */
export function syslogDestination(settings: SyslogSettings, hostname: string): Destination {
  const { transport, host, port } = settings;
  const send = transport === "udp" ? sendByUdp : sendByStream;
  return {
    name: "syslog",
    target: `syslog+${transport}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`,
    async send(entries: readonly StoredAuditEntry[], _at: Date, signal: AbortSignal) {
      signal.throwIfAborted();
      const messages = entries.map((entry) => syslogMessage(entry, hostname));
      await send(settings, messages, AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]));
    },
  };
}

/**
 * Syslog has no receipts, and a written byte may still lie in a buffer of ours. So each delivery has a connection of its
 * own: we end it behind the last message, and the receiver's end, which comes after it has read up to ours, is the
 * receipt. A receiver that dies with messages unread resets the connection, and they are sent again.
 */
async function sendByStream(
  settings: SyslogSettings,
  messages: Buffer[],
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const socket = open(settings);
  const giveUp = () => socket.destroy(timedOutOrEnding(signal));
  signal.addEventListener("abort", giveUp, { once: true });
  const closed = new Promise<void>((resolve, reject) => {
    socket.once("error", reject).once("close", resolve);
  });
  // Whatever it says; without a reader its end would never come.
  socket.resume();
  try {
    await Promise.race([once(socket, settings.transport === "tls" ? "secureConnect" : "connect"), closed]);
    const roundTrip = Math.min(LONGEST_ROUND_TRIP_MS, performance.now() - began);
    socket.write(Buffer.concat(messages.map(octetCounted)));
    // An end that is on its way already is no receipt: it was sent before the messages came.
    await Promise.race([wait(Math.max(LEAST_WAIT_MS, 2 * roundTrip)), closed]);
    if (socket.readableEnded || socket.destroyed) throw endedEarly();
    socket.end();
    await closed;
    if (!socket.readableEnded) throw endedEarly();
  } finally {
    signal.removeEventListener("abort", giveUp);
    socket.destroy();
  }
}

function endedEarly(): DeliveryError {
  return new DeliveryError("The receiver ended the connection before it had everything.");
}

function open({ transport, host, port, ca }: SyslogSettings): Socket {
  if (transport === "tcp") return connect({ host, port });
  return connectTls({
    host,
    port,
    minVersion: "TLSv1.2",
    ...(isIP(host) ? {} : { servername: host }),
    ...(ca === null ? {} : { ca }),
  });
}

function timedOutOrEnding(signal: AbortSignal): Error {
  const isTimeout = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
  return new DeliveryError(
    isTimeout
      ? "The receiver did not take the messages and end the connection in time."
      : "The service is ending.",
  );
}

/** Each message is a datagram (RFC 5426 §3.1). Whether one arrives nobody is told. */
async function sendByUdp({ host, port }: SyslogSettings, messages: Buffer[]): Promise<void> {
  const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4");
  try {
    for (const message of messages) {
      await new Promise<void>((resolve, reject) => {
        socket.once("error", reject);
        socket.send(message, port, host, (error) => (error ? reject(error) : resolve()));
      });
      socket.removeAllListeners("error");
    }
  } finally {
    socket.close();
  }
}
