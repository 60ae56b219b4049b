import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A letter as it came in: the envelope's recipient, and the lines from headers to the end. */
export interface ReceivedLetter {
  to: string;
  text: string;
}

/** A mail server (RFC 5321) that keeps what it gets. */
export interface SmtpServer {
  url: string;
  letters: ReceivedLetter[];
  /** Replies to the next RCPT commands in place of 250, such as "451 later". */
  refusals: string[];
  /** Resolves when so many letters have come in. */
  received(count: number): Promise<ReceivedLetter[]>;
  close(): Promise<void>;
}

/** Starts a mail server on a free port of 127.0.0.1. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const letters: ReceivedLetter[] = [];
  const refusals: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    converse(socket, refusals, (letter) => {
      letters.push(letter);
      server.emit("letter");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    refusals,
    async received(count) {
      while (letters.length < count) await once(server, "letter");
      return letters;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function converse(socket: Socket, refusals: string[], keep: (letter: ReceivedLetter) => void): void {
  const say = (reply: string) => socket.write(`${reply}\r\n`);
  let to = "";
  let data: string[] | null = null;
  say("220 test");
  createInterface({ input: socket }).on("line", (line) => {
    if (data === null) {
      const verb = line.slice(0, 4).toUpperCase();
      const reply =
        verb === "RCPT" ? (refusals.shift() ?? "250 ok") : verb === "DATA" ? "354 go on" : "250 ok";
      if (verb === "RCPT") to = /<(.*)>/.exec(line)?.[1] ?? "";
      if (verb === "DATA") data = [];
      say(verb === "QUIT" ? "221 bye" : reply);
    } else if (line === ".") {
      keep({ to, text: data.join("\n") });
      data = null;
      say("250 kept");
    } else data.push(line);
  });
}
