import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { createKeys } from "../../server/storage/keys.js";
import type { TestDatabase } from "./mongo.js";
import { ADMIN_KEY, type TestService, testService } from "./service.js";

const BUILT = "dist/server/main.js";

/** A service in a process of its own. */
export interface ServiceProcess {
  url: string;
  child: ChildProcess;
  /** Everything it wrote on stderr so far. */
  log(): string;
  /** Ends it as an administrator would. */
  stop(): Promise<void>;
}

/** Several processes of one deployment: one database, one set of keys, one public URL. */
export interface Deployment {
  /** Origin of the pages, whichever process serves them. */
  publicUrl: string;
  processes: ServiceProcess[];
  /** Starts one more. */
  start(): Promise<ServiceProcess>;
  /** A service in the test's own process on the same database, keys and clock (the database's), to arrange things by. */
  arranger(database: TestDatabase): Promise<TestService>;
  stop(): Promise<void>;
}

/** Starts the built service `count` times on the given database. */
export async function deploy(
  mongodbUri: string,
  count: number,
  env: Record<string, string> = {},
): Promise<Deployment> {
  if (!existsSync(BUILT)) throw new Error(`${BUILT} is missing: npm test builds it, or run npm run build`);
  const dataDir = await mkdtemp(join(tmpdir(), "latchkey-process-"));
  const keyMaterial = newKeyMaterial();
  const processes: ServiceProcess[] = [];
  const publicUrl = `http://localhost:${await freePort()}`;
  const start = async () => {
    const port = await freePort();
    const started = await startProcess(port, {
      MONGODB_URI: mongodbUri,
      LATCHKEY_DATA_DIR: dataDir,
      LATCHKEY_KEYS: "env:TEST_KEYS",
      TEST_KEYS: JSON.stringify(keyMaterial),
      LATCHKEY_ADMIN_KEY: ADMIN_KEY,
      LATCHKEY_PUBLIC_URL: publicUrl,
      ...env,
    });
    processes.push(started);
    return started;
  };
  for (let i = 0; i < count; i++) await start();
  return {
    publicUrl,
    processes,
    start,
    arranger: (database) => testService({ database, clock: null, keys: createKeys(keyMaterial) }),
    async stop() {
      await Promise.all(processes.map((running) => running.stop()));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startProcess(port: number, env: Record<string, string>): Promise<ServiceProcess> {
  const program = `import("./${BUILT}").then(({ main }) => main([]))`;
  const child = spawn(process.execPath, ["-e", program], {
    env: { PATH: process.env.PATH ?? "", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (/^latchkey ready \S+$/m.test(chunk.toString())) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}:\n${log}`)));
  });
  return {
    url: `http://localhost:${port}`,
    child,
    log: () => log,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
