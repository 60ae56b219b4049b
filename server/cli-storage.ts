import { type Config, readConfig } from "./config.js";
import { loadKeyMaterial } from "./storage/key-source.js";
import { createKeys, type Keys } from "./storage/keys.js";
import { openMongoStorage } from "./storage/mongo/storage.js";
import { startLocalMongod } from "./storage/mongod/local-mongod.js";
import { runningMongodUri } from "./storage/mongod/running-mongod.js";
import type { Storage } from "./storage/storage.js";

/** What a command that works on the database is given. */
export interface Opened {
  config: Config;
  storage: Storage;
  keys: Keys;
}

interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs a command on the database and keys that the environment names, as the service would; beside a running service
 * on its database, otherwise on one started for the command.
 * @returns what the command returns, or 1 where the database or the keys cannot be had
 */
export async function withStorage(io: Io, command: (opened: Opened) => Promise<number>): Promise<number> {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const config = readConfig({ ...io.env });
    const uri = config.mongodbUri ?? (await localDatabase(config, io, ends));
    const storage = await openMongoStorage(uri);
    ends.push(() => storage.close());
    const keys = createKeys(await loadKeyMaterial(config.keys, { ...io.env }, async () => false));
    return await command({ config, storage, keys });
  } catch (error) {
    io.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function localDatabase(config: Config, io: Io, ends: (() => Promise<unknown>)[]): Promise<string> {
  const running = await runningMongodUri(config.dataDir);
  if (running !== null) return running;
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: (_: unknown, text: string) => io.stderr.write(`${text}\n`) };
  const mongod = await startLocalMongod({ dataDir: config.dataDir, log });
  ends.push(() => mongod.stop());
  return mongod.uri;
}
