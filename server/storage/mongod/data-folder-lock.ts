import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalDatabaseError } from "./local-database-error.js";
import { isAlive, processIdentity } from "./process-info.js";

interface Holder {
  pid: number;
  identity: string;
}

/** Holds the data folder for one service. */
export interface DataFolderLock {
  release(): void;
}

const ATTEMPTS = 10;

/**
 * Takes the data folder for this process. A lock left behind by a process that is gone is replaced; one whose holder
 * lives is respected. (That two database servers never share files is mongod's own lock's work; this one is there to
 * refuse a second service with a clear sentence instead of ending its neighbour's database as an orphan.)
 * @throws {LocalDatabaseError} when a living process holds it
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "latchkey.lock");
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createWhole(path, mine)) return { release: () => releaseLock(path, mine) };
    const found = readOrEmpty(path);
    const holder = parseHolder(found);
    if (holder && isAlive(holder.pid) && processIdentity(holder.pid) === holder.identity) {
      throw new LocalDatabaseError(
        `The data folder ${dataDir} is in use by another Latchkey (process ${holder.pid}). Stop that one first, ` +
          "or give this one a folder of its own with LATCHKEY_DATA_DIR.",
      );
    }
    removeStale(path, found);
  }
  throw new LocalDatabaseError(`The lock ${path} could not be taken: several processes are trying at once.`);
}

/** Creates the file with its content in one step: a reader never sees an empty lock. False when there is one. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a stale lock away, and puts it back if another process replaced it by its own in between. */
function removeStale(path: string, expected: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else was faster.
  }
  const moved = readOrEmpty(aside);
  if (moved !== expected) createWhole(path, moved);
  rmSync(aside, { force: true });
}

function releaseLock(path: string, mine: string): void {
  if (readOrEmpty(path) === mine) rmSync(path, { force: true });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function parseHolder(content: string): Holder | null {
  try {
    const { pid, identity } = JSON.parse(content) as Partial<Holder>;
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : null;
  } catch {
    return null;
  }
}
