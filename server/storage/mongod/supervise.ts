import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "./log.js";
import { type MongodProcess, type MongodSettings, spawnMongod } from "./mongod-process.js";

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** A mongod that lived this long did not fall at its start: the next pause is short again. */
const STABLE_AFTER = 60_000;

/**
 * Starts mongod again whenever it ends unasked, on the same port so that the driver finds it again, with pauses that
 * double from 0.1 s to 10 s while it does not stay up.
 * @returns a function that ends the supervision and mongod, and resolves when both are over
 */
export function supervise(first: MongodProcess, settings: MongodSettings, log: Log): () => Promise<void> {
  const stopping = new AbortController();
  let current: MongodProcess | null = first;

  const run = async () => {
    let pause = FIRST_PAUSE;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const end = await current?.ended;
      if (stopping.signal.aborted) return;
      pause = Date.now() - startedAt > STABLE_AFTER ? FIRST_PAUSE : pause;
      log.error({ ...end, pause }, "the local mongod ended unexpectedly; starting it again");
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (!stopping.signal.aborted) current = await startAgain(settings, log);
    }
  };
  const running = run();

  return async () => {
    stopping.abort();
    await current?.stop();
    await running;
    // A start that was under way when the stop came.
    await current?.stop();
  };
}

async function startAgain(settings: MongodSettings, log: Log): Promise<MongodProcess | null> {
  try {
    const mongod = await spawnMongod(settings);
    log.info({ mongodPid: mongod.pid, port: settings.port }, "the local mongod was started again");
    return mongod;
  } catch (error) {
    log.error({ reason: String(error) }, "the local mongod cannot be started");
    return null;
  }
}
