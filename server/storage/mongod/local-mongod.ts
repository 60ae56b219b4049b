import { lockDataFolder } from "./data-folder-lock.js";
import { databaseFolder } from "./database-folder.js";
import { databaseSecrets } from "./database-secrets.js";
import { findMongod } from "./find-mongod.js";
import { DATABASE_USER, firstStart } from "./first-start.js";
import type { Log } from "./log.js";
import { keepLogSmall } from "./log-file.js";
import { REPLICA_SET } from "./mongod-process.js";
import { supervise } from "./supervise.js";
import { isOutOfSupport } from "./version.js";

/** Where and how to run the local database. */
export interface LocalMongodOptions {
  /** The service's data folder; the database lies in its sub-folder `mongodb`. */
  dataDir: string;
  log: Log;
  /** `LATCHKEY_MONGOD`, `PATH`, `XDG_CACHE_HOME`; the process's own environment unless stated. */
  env?: NodeJS.ProcessEnv;
}

/** A supervised mongod of our own: a single-node replica set that only this service can log in to. */
export interface LocalMongod {
  /** Connection string with user and password: a secret, never to be logged. */
  uri: string;
  /** Where the binary came from, in words. */
  source: string;
  /** Such as `8.0.4`. */
  version: string;
  /** True when MongoDB does not mend this version any more. */
  outOfSupport: boolean;
  /** Stops mongod (killing it after 5 s) and frees the data folder; further calls wait for the same end. */
  stop(): Promise<void>;
}

/**
 * Finds a mongod, starts it under the data folder, makes it writable and keeps it running until `stop`.
 * @throws {LocalDatabaseError} when the folder is in use, no mongod is found, or it does not stay up
 */
export async function startLocalMongod({
  dataDir,
  log,
  env = process.env,
}: LocalMongodOptions): Promise<LocalMongod> {
  const lock = lockDataFolder(dataDir);
  try {
    const { path, source, version } = await findMongod(env, log);
    const outOfSupport = isOutOfSupport(version);
    log.info({ source, path, version }, "mongod found");
    if (outOfSupport) log.warn({ version }, "this mongod is out of support: for trials and tests only");

    const place = databaseFolder(dataDir);
    const secrets = databaseSecrets(place.folder);
    const stopLooking = keepLogSmall(place.logFile);
    const { first, settings } = await firstStart(path, place, secrets, log);
    log.info({ mongodPid: first.pid, port: settings.port }, "the local mongod is ready");

    const endMongod = supervise(first, settings, log);
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopLooking();
      stopped ??= endMongod().finally(lock.release);
      return stopped;
    };
    return { uri: localUri(settings.port, secrets.password), source, version, outOfSupport, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The connection string of a local mongod. */
export function localUri(port: number, password: string): string {
  const options = `replicaSet=${REPLICA_SET}&authSource=admin&authMechanism=SCRAM-SHA-256`;
  return `mongodb://${DATABASE_USER}:${password}@127.0.0.1:${port}/latchkey?${options}`;
}
