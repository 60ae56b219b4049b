import { ensureBuilt } from "./built.mjs";
import { ensureInstalled } from "./installed.mjs";
import { endStep } from "./run-step.mjs";

const SIGNALS = ["SIGINT", "SIGTERM"];

/**
 * Installs, builds and runs the service. Until the service has handlers of its own, a signal ends what is running and
 * then this process, with exit code 0: being asked to stop is no failure.
 * @param {string[]} argv handed on to the service, such as `--demo`
 */
export async function startService(argv) {
  let stopping = false;
  const stop = async (signal) => {
    const serviceHandlesIt = process.listenerCount(signal) > 1;
    if (stopping || serviceHandlesIt) return;
    stopping = true;
    await endStep();
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    await ensureInstalled();
    if (stopping) return;
    await ensureBuilt();
    if (stopping) return;
    const { main } = await import("../../dist/server/main.js");
    await main(argv);
  } catch (error) {
    if (stopping) return;
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
