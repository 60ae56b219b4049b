import { createServer, type Server } from "node:http";
import type { Metrics } from "../deps.js";

/**
 * Answers `/metrics` without a key, to this machine alone (`LATCHKEY_METRICS_PORT`).
 * @param port 0 takes a free one
 * @throws what listening throws, such as a port that is taken
 */
export function startMetricsListener(metrics: Pick<Metrics, "text">, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const isMetrics = request.url === "/metrics" && (request.method === "GET" || request.method === "HEAD");
    if (!isMetrics) {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) =>
        response.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
