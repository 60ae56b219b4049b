import { keepClosedHours } from "../audit/numbers.js";
import type { Deps } from "../deps.js";
import { IDLE_IMPORT_SECONDS } from "../tokens/import.js";

/**
 * Removes what a process that died has left unfinished, and counts the hours that have closed for the charts: now and
 * once a minute.
 * @returns ends it
 */
export function startHousekeeping({ storage, log }: Pick<Deps, "storage" | "log">): () => Promise<void> {
  const tidy = async () => {
    try {
      const tokens = await storage.tokens.removeUnfinishedImports(IDLE_IMPORT_SECONDS);
      if (tokens > 0) log.warn({ tokens }, "removed the tokens of an import that was never finished");
      await keepClosedHours(storage.auditHours, await storage.now());
    } catch (err) {
      log.warn({ err }, "housekeeping waits for the database");
    }
  };
  let running = tidy();
  const timer = setInterval(() => {
    running = tidy();
  }, IDLE_IMPORT_SECONDS * 1000);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
