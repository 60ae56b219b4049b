import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/** A message of RFC 5424, taken apart. */
export interface SyslogMessage {
  priority: number;
  timestamp: string;
  hostname: string;
  appName: string;
  processId: string;
  messageId: string;
  /** Parameters by SD-ID and name, unescaped. */
  data: Record<string, Record<string, string>>;
  text: string;
}

/** A syslog receiver that keeps what it gets. */
export interface SyslogServer {
  port: number;
  messages: SyslogMessage[];
  /** Ids of the entries, in the order in which they came. */
  ids(): string[];
  /** How it treats the next connections; `keep` after them. `reset` reads nothing, `deaf` never ends. */
  moods: ("keep" | "reset" | "deaf" | "hang up")[];
  close(): Promise<void>;
}

/** Starts a receiver on 127.0.0.1. @param tls its certificate and key; plain TCP without @param port a free one unless given */
export async function startSyslogServer(tls?: TlsOptions, port = 0): Promise<SyslogServer> {
  const messages: SyslogMessage[] = [];
  const moods: SyslogServer["moods"] = [];
  const sockets = new Set<Socket>();
  const take = (socket: Socket) => {
    socket.on("error", () => undefined);
    const mood = moods.shift() ?? "keep";
    if (mood === "hang up") socket.end();
    if (mood === "reset") setImmediate(() => socket.resetAndDestroy());
    if (mood === "keep" || mood === "deaf") read(socket, messages);
    if (mood === "keep") socket.once("end", () => socket.end());
  };
  const server = tls
    ? createTlsServer({ ...tls, allowHalfOpen: true } as TlsOptions, take)
    : createServer({ allowHalfOpen: true, pauseOnConnect: false }, take);
  // Also those that never come to speak TLS.
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    moods,
    ids: () => messages.map(({ data }) => data["latchkey@32473"]?.id ?? ""),
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** Octet counting (RFC 6587 §3.4.1): the length in decimal, a space, the message. */
function read(socket: Socket, messages: SyslogMessage[]): void {
  let waiting = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const length = /^([1-9]\d*) /.exec(waiting.subarray(0, 12).toString("latin1"));
      const [prefix = "", digits] = length ?? [];
      const end = prefix.length + Number(digits);
      if (digits === undefined || waiting.length < end) return;
      messages.push(parseSyslog(waiting.subarray(prefix.length, end)));
      waiting = waiting.subarray(end);
    }
  });
}

/** The grammar of RFC 5424 §6, as strictly as it is written there. @throws Error where a message does not follow it */
export function parseSyslog(message: Buffer): SyslogMessage {
  const header =
    /^<(\d{1,3})>1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) /;
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(message);
  const [whole, priority, timestamp = "", hostname = "", appName = "", processId = "", messageId = ""] =
    header.exec(text) ?? [];
  if (whole === undefined || Number(priority) > 191) throw new Error(`no RFC 5424 header: ${text}`);
  const { data, rest } = structuredData(text.slice(whole.length));
  if (!rest.startsWith(" \ufeff")) throw new Error(`no byte order mark before the message: ${rest}`);
  return {
    priority: Number(priority),
    timestamp,
    hostname,
    appName,
    processId,
    messageId,
    data,
    text: rest.slice(2),
  };
}

function structuredData(text: string): { data: SyslogMessage["data"]; rest: string } {
  const data: SyslogMessage["data"] = {};
  let rest = text;
  const element = /^\[([^\s=\]"]{1,32})((?: [^\s=\]"]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*)\]/;
  for (let match = element.exec(rest); match; match = element.exec(rest)) {
    const [whole, id = "", parameters = ""] = match;
    const pairs = [...parameters.matchAll(/ ([^\s=\]"]+)="((?:[^"\\\]]|\\["\\\]])*)"/g)];
    data[id] = Object.fromEntries(
      pairs.map(([, name = "", value = ""]) => [name, value.replace(/\\(["\\\]])/g, "$1")]),
    );
    rest = rest.slice(whole.length);
  }
  if (rest === text) throw new Error(`no structured data: ${text}`);
  return { data, rest };
}
