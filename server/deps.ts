import type { Logger } from "pino";
import type { Applications } from "./access/applications.js";
import type { KeyUses } from "./access/key-use.js";
import type { Sessions } from "./access/sessions.js";
import type { Outbox } from "./audit/outbox.js";
import type { Retention } from "./audit/retention.js";
import type { Config } from "./config.js";
import type { DeviceDeps } from "./enrolment/device.js";
import type { ConnectedDirectory } from "./people/directory/connect.js";

/** Counts for `/metrics`; labels are closed sets. */
export interface Metrics {
  request(route: string, status: number, seconds: number): void;
  /** The Prometheus text. */
  text(): Promise<string>;
}

/** Everything that `main.ts` puts together and the routes use. */
export interface Deps extends DeviceDeps {
  config: Config;
  /** Origin of every link, without a trailing slash. */
  publicUrl: string;
  log: Logger;
  applications: Applications;
  keyUses: KeyUses;
  sessions: Sessions;
  httpMetrics: Metrics;
  /** One for each destination of the audit trail that is switched on. */
  outboxes: readonly Outbox[];
  /** The directory that users come from; null where none is configured. */
  connectedDirectory: ConnectedDirectory | null;
  retention: Retention;
  /** What an administrator should mend, such as a database that is out of support. */
  warnings: readonly string[];
}
