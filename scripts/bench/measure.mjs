import { Child } from "./child.mjs";
import { HttpConnection } from "./http-connection.mjs";
import { median, runLoad } from "./load.mjs";

/** Share of the time that goes before the measuring. */
const WARM_UP_SHARE = 0.1;

/**
 * How a scenario is measured: rate, times, the service's CPU and the database's operations.
 * @param {object} bed
 * @param {(connection: HttpConnection) => () => Promise<void>} scenario
 * @returns {(concurrency: number, seconds: number) => Promise<object>}
 */
export function overHttp(bed, scenario) {
  return async (concurrency, seconds) => {
    const connections = await Promise.all(
      Array.from({ length: concurrency }, () => HttpConnection.open(bed.port)),
    );
    try {
      const workers = connections.map(scenario);
      await runLoad(workers, seconds * WARM_UP_SHARE);
      return await measured(bed, bed.service, () => runLoad(workers, seconds));
    } finally {
      for (const connection of connections) connection.close();
    }
  };
}

/** The bare driver in a process of its own, at copies of the users that are there. */
export async function bareDriver(bed) {
  const env = { ...process.env, BENCH_MONGODB_URI: bed.uri, BENCH_DATABASE: bed.db.databaseName };
  const driver = new Child("./bare-driver.mjs", env);
  await driver.says(/ready/);
  return {
    measure: (operation) => async (concurrency, seconds) => {
      const run = (time) => driver.ask({ what: "run", operation, concurrency, seconds: time });
      await run(seconds * WARM_UP_SHARE);
      return measured(bed, driver, () => run(seconds));
    },
    stop: () => driver.stop(),
  };
}

/** The middle of several measurements, figure by figure. */
export function medians(samples) {
  const middle = (figure) => median(samples.map(figure));
  const names = Object.keys(samples[0].operations);
  return {
    rate: middle(({ rate }) => rate),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    operations: Object.fromEntries(names.map((name) => [name, middle(({ operations }) => operations[name])])),
  };
}

async function measured(bed, child, run) {
  const [operationsBefore, cpuBefore] = [await bed.operations(), await child.cpuMs()];
  const load = await run();
  const [cpuAfter, operationsAfter] = [await child.cpuMs(), await bed.operations()];
  const perRequest = Object.entries(operationsAfter).map(([name, total]) => [
    name,
    (total - operationsBefore[name]) / load.count,
  ]);
  return { ...load, cpuMs: (cpuAfter - cpuBefore) / load.count, operations: Object.fromEntries(perRequest) };
}
