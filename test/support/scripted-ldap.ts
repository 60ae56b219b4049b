import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A request as it came: the id of the message, the tag of the operation, and all bytes. */
export interface ScriptedRequest {
  id: number;
  operation: number;
  bytes: Buffer;
}

/** Tags of operations (RFC 4511 §4.2 ff.). */
export const LDAP = {
  bind: 0x60,
  bindResponse: 0x61,
  search: 0x63,
  entry: 0x64,
  searchDone: 0x65,
  extended: 0x77,
  extendedResponse: 0x78,
} as const;

/** A server that answers what the test wants, byte by byte. */
export interface ScriptedLdap {
  url: string;
  requests: ScriptedRequest[];
  connections(): number;
  close(): Promise<void>;
}

/**
 * Starts it on 127.0.0.1.
 * @param answer the bytes in answer to a request; null closes the connection, undefined says nothing
 */
export async function startScriptedLdap(
  answer: (request: ScriptedRequest) => Buffer | null | undefined,
): Promise<ScriptedLdap> {
  const requests: ScriptedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    socket.on("data", (bytes: Buffer) => {
      // Every request of a test is short, and comes whole.
      const head = (bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f);
      const request = { id: bytes[head + 2] ?? 0, operation: bytes[head + 3] ?? 0, bytes };
      requests.push(request);
      const reply = answer(request);
      if (reply === null) socket.destroy();
      else if (reply) socket.write(reply);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A BER value of that tag. */
function ber(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

/** A message of that id. */
export function ldapMessage(id: number, operation: Buffer, ...controls: Buffer[]): Buffer {
  return ber(
    0x30,
    ber(0x02, Buffer.from([id])),
    operation,
    ...(controls.length > 0 ? [ber(0xa0, ...controls)] : []),
  );
}

/** A result (RFC 4511 §4.1.9) as the operation of a message. */
export function ldapResult(operation: number, status: number): Buffer {
  return ber(operation, ber(0x0a, Buffer.from([status])), ber(0x04), ber(0x04));
}

/** An entry with these attributes, one value each. */
export function ldapEntry(dn: string, attributes: Record<string, string>): Buffer {
  const list = Object.entries(attributes).map(([name, value]) =>
    ber(0x30, ber(0x04, name), ber(0x31, ber(0x04, value))),
  );
  return ber(LDAP.entry, ber(0x04, dn), ber(0x30, ...list));
}

/** The answer of a server to a page (RFC 2696). @param cookie empty for the last page */
export function pagedControl(cookie: string): Buffer {
  const value = ber(0x30, ber(0x02, Buffer.from([0])), ber(0x04, cookie));
  return ber(0x30, ber(0x04, "1.2.840.113556.1.4.319"), ber(0x04, value));
}
