import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import type { TestProject } from "vitest/node";
import { databaseFolder } from "../../server/storage/mongod/database-folder.js";
import { databaseSecrets } from "../../server/storage/mongod/database-secrets.js";
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
  await keepExpired(mongod.uri, databaseSecrets(databaseFolder(dataDir).folder).key);
  project.provide("mongodbUri", mongod.uri);
}

/**
 * The database deletes what has expired by its own clock, which is ahead of the clock that most tests stop: their sessions
 * would be gone after a minute.
 */
async function keepExpired(uri: string, key: string): Promise<void> {
  const client = new MongoClient(`mongodb://${new URL(uri).host}/`, {
    directConnection: true,
    auth: { username: "__system", password: key },
    authSource: "local",
    authMechanism: "SCRAM-SHA-256",
  });
  await client.db("admin").command({ setParameter: 1, ttlMonitorEnabled: false });
  await client.close();
}

/** Stops the server and removes its data. */
export async function teardown(): Promise<void> {
  await mongod?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
