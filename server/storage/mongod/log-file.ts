import { copyFileSync, statSync, truncateSync } from "node:fs";

const LARGEST_BYTES = 16 * 1024 * 1024;
const LOOK_EVERY = 3_600_000;

/**
 * Keeps mongod's log from filling the disk: once it is past 16 MiB it becomes `….1` and starts anew, now and hourly.
 * mongod appends, so emptying the file under it is safe; a line written in between may be lost.
 * @returns a function that ends the looking
 */
export function keepLogSmall(path: string): () => void {
  const look = () => {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= LARGEST_BYTES) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY).unref();
  return () => clearInterval(timer);
}
