import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type LocalMongod, startLocalMongod } from "../../server/storage/mongod/local-mongod.js";
import { memoryLog } from "./memory-log.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** A database server for the whole run, with the right to make databases on it. */
    mongodbUri: string;
  }
}

let mongod: LocalMongod | undefined;
let dataDir: string | undefined;

/**
 * Gives the whole run one real database server: the one `LATCHKEY_TEST_MONGODB_URI` names, otherwise a local mongod
 * started by the service's own code. Without either the run fails; no test runs on a fake database.
 */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env.LATCHKEY_TEST_MONGODB_URI;
  if (given) return project.provide("mongodbUri", given);
  dataDir = await mkdtemp(join(tmpdir(), "latchkey-test-"));
  mongod = await startLocalMongod({ dataDir, log: memoryLog() });
  process.stderr.write(`tests use mongod ${mongod.version} from: ${mongod.source}\n`);
  project.provide("mongodbUri", mongod.uri);
}

/** Stops the server and removes its data. */
export async function teardown(): Promise<void> {
  await mongod?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
