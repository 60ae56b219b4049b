import { YubiKeyError } from "./errors.js";

/** Delay waits `ms` milliseconds, or less: it returns at once when the signal aborts. It never throws. */
export type Delay = (ms: number, signal?: AbortSignal) => Promise<void>;

/** realDelay waits by the system's timer. */
export const realDelay: Delay = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener("abort", finish);
  });

/** throwIfCancelled throws `cancelled` once the caller's signal has aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new YubiKeyError("cancelled", "The operation was cancelled.");
}
