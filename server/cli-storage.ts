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
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** A command that works on the database. */
interface DatabaseCommand<T> {
  usage: string;
  /** Reads the arguments, before anything is opened. @throws Error that says what is wrong with them */
  read(argv: readonly string[]): T;
  run(asked: T, io: Pick<Io, "stdout">, opened: Opened): Promise<number>;
}

/** The command as the command line runs it; its exit code is 2 where the arguments are wrong. */
export function onDatabase<T>({ usage, read, run }: DatabaseCommand<T>) {
  return {
    usage,
    async run(argv: readonly string[], io: Io): Promise<number> {
      let asked: T;
      try {
        asked = read(argv);
      } catch (error) {
        io.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
        return 2;
      }
      return withStorage(io, (opened) => run(asked, io, opened));
    },
  };
}

/**
 * Runs a command on the database and keys that the environment names, as the service would; beside a running service
 * on its database, otherwise on one started for the command.
 * @returns what the command returns, or 1 where the database or the keys cannot be had
 */
export async function withStorage(
  io: Pick<Io, "env" | "stderr">,
  command: (opened: Opened) => Promise<number>,
): Promise<number> {
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

/** Runs a command that needs the keys that the environment names, and no database. @returns as withStorage */
export async function withKeys(
  io: Pick<Io, "env" | "stderr">,
  command: (opened: Pick<Opened, "keys">) => Promise<number>,
): Promise<number> {
  try {
    const config = readConfig({ ...io.env });
    const keys = createKeys(await loadKeyMaterial(config.keys, { ...io.env }, async () => false));
    return await command({ keys });
  } catch (error) {
    io.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function localDatabase(
  config: Config,
  io: Pick<Io, "stderr">,
  ends: (() => Promise<unknown>)[],
): Promise<string> {
  const running = await runningMongodUri(config.dataDir);
  if (running !== null) return running;
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: (_: unknown, text: string) => io.stderr.write(`${text}\n`) };
  const mongod = await startLocalMongod({ dataDir: config.dataDir, log });
  ends.push(() => mongod.stop());
  return mongod.uri;
}
