import type { Logger } from "pino";
import { currentWarnings, type Watched, warningLine } from "./warnings.js";

const HOUR_MS = 3_600_000;

interface WarningDeps extends Watched {
  log: Logger;
}

/** Writes a line for everything that is to be warned of now. */
export async function logWarnings(deps: WarningDeps): Promise<void> {
  try {
    for (const warning of await currentWarnings(deps)) {
      const { kind, ...detail } = warning;
      deps.log.warn({ warning: kind, ...detail }, warningLine(warning));
    }
  } catch (err) {
    deps.log.warn({ err }, "what is to be warned of cannot be found out");
  }
}

/**
 * Warns now and every hour, so that what was switched on for a moment is not forgotten.
 * @returns ends it
 */
export function startHourlyWarnings(deps: WarningDeps): () => Promise<void> {
  let running = logWarnings(deps);
  const timer = setInterval(() => {
    running = logWarnings(deps);
  }, HOUR_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
