import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ExtendedRequest } from "ldapts";
import { DirectoryFault } from "../fault.js";
import { LdapConnection } from "./connection.js";

/** How the way to the server is secured: from the first byte, by StartTLS (RFC 4511 §4.14), or not at all. */
export type LdapSecurity = "ldaps" | "starttls" | "none";

/** Where the server is and how it shows that it is the one. */
export interface LdapTarget {
  host: string;
  port: number;
  security: LdapSecurity;
  /** PEM of the authorities that are trusted; null for those that Node trusts. */
  ca: string | null;
}

/** Most milliseconds for connecting, and for one request. */
export interface LdapLimits {
  connectMs: number;
  requestMs: number;
}

const START_TLS = "1.3.6.1.4.1.1466.20037";

/**
 * Opens a connection that is as secure as it is asked to be.
 * @throws DirectoryFault `connect` or `tls`; nothing was sent that is secret
 */
export async function dial(
  target: LdapTarget,
  { connectMs, requestMs }: LdapLimits,
): Promise<LdapConnection> {
  const where = `${target.host}:${target.port}`;
  const socket = connectTcp({ host: target.host, port: target.port, noDelay: true });
  await settled(socket, "connect", connectMs, (reason) => {
    throw new DirectoryFault("connect", `${where} cannot be reached (${reason}).`);
  });
  if (target.security === "none") return new LdapConnection(socket, requestMs);
  const plain = target.security === "ldaps" ? socket : await startTls(socket, requestMs);
  return new LdapConnection(await secure(plain, target, connectMs), requestMs);
}

async function startTls(socket: Socket, requestMs: number): Promise<Socket> {
  const connection = new LdapConnection(socket, requestMs);
  try {
    const { status, diagnostic } = await connection.request(
      new ExtendedRequest({ messageId: 0, oid: START_TLS }),
    );
    if (status === 0) return connection.release();
    throw new Error(`it refuses StartTLS: result ${status}${diagnostic ? `, ${diagnostic}` : ""}`);
  } catch (error) {
    connection.close();
    throw new DirectoryFault("tls", `The connection cannot be secured: ${reasonOf(error)}.`, error);
  }
}

async function secure(socket: Socket, { host, ca }: LdapTarget, connectMs: number): Promise<Socket> {
  const secured = connectTls({
    socket,
    // By this name the certificate is checked; an address is sent to no server as its name (RFC 6066 §3).
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca }),
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  });
  await settled(secured, "secureConnect", connectMs, (reason) => {
    throw new DirectoryFault("tls", `The connection cannot be secured: ${inWords(reason)}.`);
  });
  return secured;
}

/** Waits until the socket says `event`; otherwise ends it and has `onFailure` throw. */
async function settled(
  socket: Socket,
  event: "connect" | "secureConnect",
  timeoutMs: number,
  onFailure: (reason: string) => never,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    // A socket that closes without an error says nothing else.
    const closed = once(socket, "close", { signal }).then(() =>
      Promise.reject(new Error("it closed the connection")),
    );
    closed.catch(() => undefined);
    await Promise.race([once(socket, event, { signal }), closed]);
  } catch (error) {
    socket.on("error", () => undefined);
    socket.destroy();
    onFailure(signal.aborted ? "no answer in time" : reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown reason";
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}

/** What is wrong with a certificate, for whoever has to mend it; the codes are those of Node and OpenSSL. */
function inWords(reason: string): string {
  if (/SELF_SIGNED|SIGNATURE|UNABLE_TO_(GET_ISSUER|VERIFY)/.test(reason))
    return `its certificate is of no authority that is trusted here; name that authority in LATCHKEY_LDAP_CA_FILE (${reason})`;
  if (reason === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "its certificate is for another host name than the one in LATCHKEY_LDAP_URL";
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID")
    return `its certificate is out of date (${reason})`;
  return reason;
}
