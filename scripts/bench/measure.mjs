import { Child } from "./child.mjs";
import { HttpConnection } from "./http-connection.mjs";
import { runLoad } from "./load.mjs";

/** Requests before the measuring, for the just-in-time compiler. */
const WARM_UP_SHARE = 0.3;

/**
 * Rate, times, the service's CPU and the database's operations of a scenario.
 * @param {object} bed
 * @param {(connection: HttpConnection) => () => Promise<void>} scenario
 */
export async function measureHttp(bed, scenario, concurrency, seconds) {
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
}

/** The same of the bare driver, in a process of its own. */
export async function measureBareDriver(bed, bare, operation, concurrency, seconds) {
  await bare.ask({ what: "run", operation, concurrency, seconds: seconds * WARM_UP_SHARE });
  return measured(bed, bare, () => bare.ask({ what: "run", operation, concurrency, seconds }));
}

/** Starts the process of the bare driver; its users are copies of those that are there. */
export async function startBareDriver(bed) {
  const env = {
    ...process.env,
    BENCH_MONGODB_URI: bed.uri,
    BENCH_DATABASE: bed.db.databaseName,
  };
  const bare = new Child("./bare-driver.mjs", env);
  await bare.says(/ready/);
  return bare;
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
