import type { ConnectedDirectory } from "./connect.js";
import { scheduledCaller } from "./sync.js";

/** How often a process looks whether a run is due; which of them runs, the database decides. */
const LOOK_MS = 30_000;

/**
 * Begins runs that are due, now and from then on.
 * @returns ends it, and a run between two batches
 */
export function startSchedule(
  { sync }: ConnectedDirectory,
  log: { warn(fact: object, text: string): void },
): () => Promise<void> {
  const look = () =>
    sync
      .begin(scheduledCaller(), { ifDue: true, acceptSuspensions: false })
      .catch((err: unknown) => log.warn({ err }, "a run of the directory waits for the database"));
  let looking: Promise<unknown> = look();
  const timer = setInterval(() => {
    looking = look();
  }, LOOK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
    await sync.stop();
  };
}
