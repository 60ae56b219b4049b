import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Received {
  headers: IncomingHttpHeaders;
  path: string;
  body: string;
  entries: { id: string; instance: string; seq: number; [field: string]: unknown }[];
}

/** A webhook receiver that keeps what it gets. */
export interface WebhookReceiver {
  url: string;
  requests: Received[];
  /** How the next requests are answered in place of 204; one that is never answered is not kept. */
  answers: ((response: ServerResponse) => void)[];
  /** Ids of all entries, in the order in which they came. */
  ids(): string[];
  close(): Promise<void>;
}

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;

/** Starts a receiver on 127.0.0.1. @param port a free one unless given */
export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const requests: Received[] = [];
  const answers: WebhookReceiver["answers"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const answer = answers.shift();
    if (answer) return answer(response);
    const { entries } = JSON.parse(body) as Pick<Received, "entries">;
    requests.push({ headers: request.headers, path: request.url ?? "", body, entries });
    response.writeHead(204).end();
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/the-path-of-a-receiver`,
    requests,
    answers,
    ids: () => requests.flatMap(({ entries }) => entries.map(({ id }) => id)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Whether a request is signed, as a receiver that follows Standard Webhooks looks at it. */
export function isSigned(
  { headers, body }: Pick<Received, "headers" | "body">,
  secret = WEBHOOK_SECRET,
): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", key).update(signed).digest();
  return String(headers["webhook-signature"])
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice("v1,".length), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
