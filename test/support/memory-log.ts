import type { Log } from "../../server/storage/mongod/log.js";

/** A log that keeps what it is told, for tests that ask what an operator would have read. */
export function memoryLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (details: object, message: string) => void lines.push(`${message} ${JSON.stringify(details)}`);
  return { lines, info: keep, warn: keep, error: keep };
}
