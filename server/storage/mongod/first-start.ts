import { setTimeout as wait } from "node:timers/promises";
import { bootstrap } from "../mongo/bootstrap.js";
import type { DatabaseFolder } from "./database-folder.js";
import type { DatabaseSecrets } from "./database-secrets.js";
import { endOrphan } from "./end-orphan.js";
import { LocalDatabaseError } from "./local-database-error.js";
import type { Log } from "./log.js";
import { type MongodProcess, type MongodSettings, REPLICA_SET, spawnMongod } from "./mongod-process.js";
import { choosePort, keepPort, waitForListener } from "./port.js";

/** The name of the service's own database user. */
export const DATABASE_USER = "latchkey";

/** A mongod that is up, and the settings to start it again with. */
export interface Started {
  first: MongodProcess;
  settings: MongodSettings;
}

/** Exit codes of mongod that a further attempt can mend: its port was taken, its folder is held by an orphan. */
const ADDRESS_IN_USE = 48;
const FOLDER_IN_USE = 100;
/** Exit code of mongod for data files of another version. */
const WRONG_VERSION = 62;

const ATTEMPTS = 5;

/**
 * Starts mongod and makes it writable. Between looking for a free port and mongod's listening on it another program
 * may take it, and a mongod of a service killed a moment ago may come to life: then it tries again.
 * @throws {LocalDatabaseError} when mongod does not stay up; the sentence says where its log is
 */
export async function firstStart(
  binary: string,
  place: DatabaseFolder,
  secrets: DatabaseSecrets,
  log: Log,
): Promise<Started> {
  for (let attempt = 1; ; attempt++) {
    await endOrphan(place.dbPath, log);
    const port = await choosePort(place.portFile);
    const { dbPath, logFile } = place;
    const settings = { binary, dbPath, logFile, keyFile: secrets.keyFile, port };
    const first = await spawnMongod(settings);
    try {
      await becomeWritable(first, port, secrets);
      keepPort(place.portFile, port);
      return { first, settings };
    } catch (error) {
      // A broken connection is noticed a moment before the end of the process that broke it.
      const exit = await Promise.race([first.ended, wait(200, null)]);
      await first.stop();
      const mendable = exit?.code === ADDRESS_IN_USE || exit?.code === FOLDER_IN_USE;
      if (mendable && attempt < ATTEMPTS) continue;
      throw exit
        ? new LocalDatabaseError(whyItEnded(exit.code ?? exit.signal, place), { cause: error })
        : error;
    }
  }
}

async function becomeWritable(mongod: MongodProcess, port: number, { key, password }: DatabaseSecrets) {
  const signal = mongod.endedSignal;
  if (!(await waitForListener(port, signal))) throw new Error("mongod ended before it listened");
  const username = DATABASE_USER;
  await Promise.race([
    bootstrap({ port, replicaSet: REPLICA_SET, key, username, password, signal }),
    mongod.ended.then(() => Promise.reject(new Error("mongod ended while it was being set up"))),
  ]);
}

function whyItEnded(end: number | string | null, { logFile, folder }: DatabaseFolder): string {
  if (end === WRONG_VERSION) {
    return `The data in ${folder} was written by another version of MongoDB than this mongod's; name that version's binary in LATCHKEY_MONGOD.`;
  }
  return `The local mongod ended at its start (${end}); ${logFile} says why.`;
}
