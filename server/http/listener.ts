import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { answerUnreadable } from "./unreadable-request.js";

/** How long a sender may take, in milliseconds, so that slow ones cannot hold every connection. */
export interface TimeLimits {
  /** For the header. */
  headers: number;
  /** For the whole request. */
  request: number;
  /** Between two requests; longer than the minute after which common proxies close. */
  keepAlive: number;
  /** How often the first two are looked at. */
  check: number;
}

const LIMITS: TimeLimits = { headers: 10_000, request: 30_000, keepAlive: 65_000, check: 2_000 };

/**
 * Listens for requests.
 * @param at port (0 takes a free one) and address
 * @throws what listening throws, such as a port that is taken
 */
export function listen(at: { port: number; host: string }, limits: TimeLimits = LIMITS): Promise<Server> {
  const server = createServer({
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: limits.check,
  });
  server.on("clientError", (error, socket) => answerUnreadable(error, socket as Socket));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, () => resolve(server));
  });
}
