import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import type { Logger } from "pino";
import { breakGlassAtStart } from "./access/break-glass.js";
import { renewSetupLink } from "./access/setup.js";
import { createApp } from "./app.js";
import { keepAnchor } from "./audit/anchor.js";
import { compose } from "./compose.js";
import { type Config, readConfig } from "./config.js";
import type { Deps } from "./deps.js";
import { listen } from "./http/listener.js";
import { startMetricsListener } from "./http/metrics-listener.js";
import { createLog } from "./log.js";
import { fillDemo } from "./operations/demo.js";
import { demoTour } from "./operations/demo-tour.js";
import { startEnforcementJob } from "./operations/enforcement-job.js";
import { startHourlyWarnings } from "./operations/hourly-warnings.js";
import { startHousekeeping } from "./operations/housekeeping.js";
import { startSchedule } from "./people/directory/schedule.js";
import { loadKeyMaterial } from "./storage/key-source.js";
import { createKeys, type Keys } from "./storage/keys.js";
import { openMongoStorage } from "./storage/mongo/storage.js";
import { startLocalMongod } from "./storage/mongod/local-mongod.js";
import type { Storage } from "./storage/storage.js";

/** All of stopping takes at most so long; what is not done then is abandoned, and the next start finds it. */
const STOP_LIMIT_MS = 9_000;
/** Requests in flight may take so long to end. */
const DRAIN_MS = 5_000;

const INSECURE_DIRECTORY = "LATCHKEY_LDAP_TLS=off: passwords travel to the directory in the clear.";

/** Ends what was started, the last first. */
type Stack = (() => Promise<unknown>)[];

/**
 * Runs the service until SIGTERM or SIGINT: the only place that reads the environment and starts anything.
 * Stdout carries one line, when ready.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const started: Stack = [];
  const stopRequested = onStopSignal();
  try {
    const config = readConfig(process.env);
    const demo = wantsDemo(argv, config);
    const log = createLog(config.logLevel);
    const url = await start(config, log, started, demo);
    process.stdout.write(`latchkey ready ${url}\n`);
    await stopRequested;
    await unwind(started);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    await unwind(started);
    process.exit(1);
  }
}

/** Resolves at the first signal; later ones change nothing. Installed before anything is started. */
function onStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
      resolve();
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  });
}

/** @returns the public URL, when everything answers */
async function start(config: Config, log: Logger, started: Stack, demo: boolean): Promise<string> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const warnings: string[] = [];
  const uri = config.mongodbUri ?? (await startDatabase(config, log, started, warnings));
  const storage = await openMongoStorage(uri);
  started.push(() => storage.close());
  const keys = await loadKeys(config, storage);
  const breakGlass = breakGlassAtStart(config.breakGlass, await storage.now());
  if (breakGlass.warning) warnings.push(breakGlass.warning);

  // The port is known once the server listens; links need it, so that the app is put together after that.
  const server = await listen(config);
  const publicUrl = config.publicUrl ?? `http://localhost:${(server.address() as AddressInfo).port}`;
  const mixed = keysBesideData(config, publicUrl);
  if (mixed) warnings.push(mixed);
  if (config.directory?.target.security === "none") warnings.push(INSECURE_DIRECTORY);
  const deps = compose({
    config,
    publicUrl,
    storage,
    keys,
    log,
    warnings,
    breakGlassUntil: breakGlass.until,
    onCheckpoint: (checkpoint) => keepAnchor(config.dataDir, checkpoint),
  });
  started.push(
    () => deps.audit.close(),
    () => deps.notices.close(),
    startHousekeeping(deps),
    ...(deps.connectedDirectory ? [startSchedule(deps.connectedDirectory, log)] : []),
    startHourlyWarnings(deps),
    startEnforcementJob(deps),
    () => drain(server),
  );
  for (const outbox of deps.outboxes) {
    outbox.start();
    started.push(() => outbox.stop());
  }
  deps.retention.start();
  started.push(() => deps.retention.stop());
  server.on("request", createApp(deps).callback());
  // Before the set-up link, which is offered only while nobody administers the instance.
  if (demo) process.stderr.write(demoTour(await fillDemo(deps), publicUrl));
  await offerSetup(deps, config, log);
  if (config.metricsPort !== null) {
    const metrics = await startMetricsListener(deps.httpMetrics, config.metricsPort);
    started.push(() => drain(metrics));
    log.info(metrics.address(), "metrics are served here");
  }
  return publicUrl;
}

const LOOPBACK_HOSTS: readonly string[] = ["127.0.0.1", "::1", "localhost"];

/** @throws Error for an option that there is not, or for a demo that others could reach: its passwords are public */
function wantsDemo(argv: readonly string[], { host, publicUrl }: Config): boolean {
  const unknown = argv.find((argument) => argument !== "--demo");
  if (unknown !== undefined) throw new Error(`There is no option ${unknown}; there is --demo.`);
  if (argv.length === 0) return false;
  const isLocal = publicUrl === null || new URL(publicUrl).hostname === "localhost";
  if (isLocal && LOOPBACK_HOSTS.includes(host)) return true;
  throw new Error(
    "--demo is for this machine alone, as its passwords are public: unset HOST and LATCHKEY_PUBLIC_URL.",
  );
}

async function startDatabase(
  config: Config,
  log: Logger,
  started: Stack,
  warnings: string[],
): Promise<string> {
  const mongod = await startLocalMongod({ dataDir: config.dataDir, log });
  started.push(() => mongod.stop());
  if (mongod.outOfSupport)
    warnings.push(`MongoDB ${mongod.version} is out of support: for tests and trials only.`);
  return mongod.uri;
}

async function loadKeys(config: Config, storage: Storage): Promise<Keys> {
  const material = await loadKeyMaterial(config.keys, process.env, async () => !(await storage.holdsData()));
  const keys = createKeys(material);
  if (await storage.bindKeys(keys.digest("key-binding", keys.userId("")))) return keys;
  throw new Error(
    "These keys are not those of this database. Restore the right ones; Latchkey has changed nothing.",
  );
}

/** One stolen folder must not hold both the sealed secrets and what opens them. */
function keysBesideData({ keys, dataDir, mongodbUri }: Config, publicUrl: string): string | null {
  const isTrial = publicUrl.startsWith("http:") || mongodbUri !== null || !keys.startsWith("file:");
  if (isTrial || relative(dataDir, keys.slice("file:".length)).startsWith("..")) return null;
  return "The keys lie in the data folder, beside what they seal: keep them elsewhere (LATCHKEY_KEYS).";
}

async function offerSetup(deps: Deps, config: Config, log: Logger): Promise<void> {
  const link = await renewSetupLink(deps, config.dataDir);
  if (link === null) return;
  log.info(
    { file: `${config.dataDir}/setup-url` },
    "nobody administers this instance yet: open the link in this file",
  );
  if (process.stderr.isTTY) process.stderr.write(`\nSet up Latchkey: ${link}\n\n`);
}

/** Stops accepting, lets what is in flight finish, then cuts. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

async function unwind(started: Stack): Promise<void> {
  for (const end of started.reverse()) {
    await end().catch((error: unknown) => process.stderr.write(`error while stopping: ${String(error)}\n`));
  }
}
