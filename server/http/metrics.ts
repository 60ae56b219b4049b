import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Outbox } from "../audit/outbox.js";
import type { Metrics } from "../deps.js";
import type { AttemptMetrics } from "../verification/deps.js";
import { VERSION } from "../version.js";

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** What an alert should watch; each is asked for whenever the metrics are read. */
export interface WatchedGauges {
  /** 1 while `LATCHKEY_ADMIN_KEY` is set. */
  environmentKey(): Promise<number>;
  /** Applications that will soon be without a key. */
  expiringKeys(): Promise<number>;
  /** Users whose password alone is taken by HTTP basic authentication. */
  basicUsers(): Promise<number>;
  /** 1 while break-glass runs. */
  breakGlass(): Promise<number>;
}

/**
 * Prometheus metrics. Labels are closed sets (factor, result, route, status, destination): never a name, an address or an
 * id.
 * @param outboxes asked for their lag whenever the metrics are read
 */
export function createMetrics(
  watched: WatchedGauges,
  outboxes: readonly Pick<Outbox, "lag">[],
): Metrics & AttemptMetrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const attempts = new Counter({
    name: "latchkey_attempts_total",
    help: "Attempts by factor and result",
    labelNames: ["factor", "result"] as const,
    registers,
  });
  const requests = new Histogram({
    name: "latchkey_request_seconds",
    help: "Requests by route and status",
    labelNames: ["route", "status"] as const,
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const watch = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // While the database does not answer the last known number stands; other metrics say that it does not.
        const value = await read().catch(() => null);
        if (value !== null) this.set(value);
      },
    });
  watch("latchkey_environment_key_set", "1 while LATCHKEY_ADMIN_KEY is set", watched.environmentKey);
  watch(
    "latchkey_application_keys_expiring",
    "Applications whose last key ends within 14 days",
    watched.expiringKeys,
  );
  watch(
    "latchkey_break_glass",
    "1 while owners may sign in by a printed break-glass code",
    watched.breakGlass,
  );
  watch(
    "latchkey_basic_authentication_users",
    "Users whose password alone is taken by HTTP basic authentication",
    watched.basicUsers,
  );
  new Gauge({
    name: "latchkey_build_info",
    help: "Version that runs",
    labelNames: ["version", "node"] as const,
    registers,
  }).set({ version: VERSION, node: process.versions.node }, 1);
  new Gauge({
    name: "latchkey_audit_outbox_lag_entries",
    help: "Audit entries that a destination does not have yet",
    labelNames: ["destination"] as const,
    registers,
    async collect() {
      // While the database does not answer the last known lag stands; other metrics say that it does not.
      const lags = await Promise.all(outboxes.map((outbox) => outbox.lag())).catch(() => []);
      for (const { destination, entries } of lags) this.set({ destination }, entries);
    },
  });
  return {
    attempt: (factor, result) => attempts.inc({ factor, result }),
    request: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds),
    text: () => registry.metrics(),
  };
}
