import { chmodSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Where the parts of the local database lie, all absolute. */
export interface DatabaseFolder {
  folder: string;
  dbPath: string;
  logFile: string;
  portFile: string;
}

/** Makes the local database's folder inside the data folder, open to its owner only (0700). */
export function databaseFolder(dataDir: string): DatabaseFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // The real path, as it is what a mongod of an earlier service is recognised by.
  const folder = join(realpathSync(dataDir), "mongodb");
  const dbPath = join(folder, "db");
  mkdirSync(dbPath, { recursive: true, mode: 0o700 });
  // An existing data folder keeps its mode: it may be shared, and its files are closed by themselves.
  for (const path of [folder, dbPath]) chmodSync(path, 0o700);
  return { folder, dbPath, logFile: join(folder, "mongod.log"), portFile: join(folder, "port") };
}
