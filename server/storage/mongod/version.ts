import { runCommand } from "./run-command.js";

/** The oldest major release that MongoDB still mends: 6.0 ended in July 2025, 7.0 ends in August 2027. */
const OLDEST_SUPPORTED_MAJOR = 7;

/**
 * Asks a mongod binary which version it is, which also shows that it runs on this machine at all.
 * @returns the version, such as `6.0.5`
 * @throws {Error} when it does not run or is no mongod
 */
export async function mongodVersion(path: string): Promise<string> {
  const output = await runCommand({ file: path, args: ["--version"], timeout: 10_000 });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (!version) throw new Error("it does not tell a MongoDB version");
  return version;
}

/** Whether a mongod of this version gets no security fixes any more. */
export function isOutOfSupport(version: string): boolean {
  return Number.parseInt(version, 10) < OLDEST_SUPPORTED_MAJOR;
}
