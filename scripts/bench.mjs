// `npm run bench`: what a verification costs, beside what the bare driver and an empty route cost, in one run; and
// whether unknown users can be told from known ones by time. Load, service and database are processes of their own.
//   --quick      a second in all a row: shows that everything runs, measures nothing worth quoting
//   --only WHAT  rows (bare, healthz, right, wrong, webauthn) or `timing`, with commas
//   --cpu-prof   writes a CPU profile of the service to the current folder
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, "cpu-prof": { type: "boolean" } },
});
const LEVELS = [1, 8, 32];
const MEASURED_LEVEL = 32;
const ROWS = {
  healthz: "GET /healthz (an empty route)",
  right: "POST /api/v1/verify, right code",
  wrong: "POST /api/v1/verify, wrong code",
  webauthn: "WebAuthn: begin and attempt (2 requests)",
};
const seconds = options.quick ? 0.3 : 3;
/** Three right codes each are accepted in a half minute. */
const people = options.quick ? 1500 : 8000;
const pairs = options.quick ? 100 : 2000;
const only = options.only?.split(",");
const wanted = (what) => only === undefined || only.includes(what);

await ensureInstalled();
await ensureBuilt();
const { makeBed } = await import("./bench/bed.mjs");
const { createPeople } = await import("./bench/people.mjs");
const { measureBareDriver, measureHttp, startBareDriver } = await import("./bench/measure.mjs");
const { scenarios } = await import("./bench/scenarios.mjs");
const { printAims, printHead, printRow, printTiming } = await import("./bench/report.mjs");
const { timingOfUnknownUsers } = await import("./bench/timing.mjs");

const bed = await makeBed({ execArgv: options["cpu-prof"] ? ["--cpu-prof"] : [] });
try {
  await run();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await bed.end();
}

async function run() {
  const [cpu] = cpus();
  console.log(
    `${cpus().length} x ${cpu?.model}; Node ${process.versions.node}; MongoDB ${bed.mongodVersion}`,
  );
  console.log(
    "CPU ms: of the service's (or bare driver's) process, a request; database commands a request\n",
  );
  const crowd = await createPeople(bed, "person", people);
  printHead();
  const measured = { ...(await bareRows()), ...(await httpRows(crowd)) };
  if (measured.bare && measured.right && measured.wrong) printAims(measured);
  if (wanted("timing")) printTiming(await timingOfUnknownUsers(bed, crowd, pairs));
}

/** What the database and its driver can do without us. */
async function bareRows() {
  if (!wanted("bare")) return {};
  const measured = {};
  const driver = await startBareDriver(bed);
  try {
    for (const [operation, what] of [
      ["update", "bare driver: one journaled majority update"],
      ["verification", "bare driver: read, write, share of an insert"],
    ]) {
      for (const level of LEVELS) {
        const row = await measureBareDriver(bed, driver, operation, level, seconds);
        printRow(what, level, row);
        if (operation === "verification" && level === MEASURED_LEVEL) measured.bare = row;
      }
    }
  } finally {
    await driver.stop();
  }
  return measured;
}

async function httpRows(crowd) {
  const measured = {};
  const all = scenarios(bed, crowd);
  for (const [name, what] of Object.entries(ROWS)) {
    if (!wanted(name)) continue;
    try {
      for (const level of LEVELS) {
        await bed.forgetFailures();
        const row = await measureHttp(bed, all[name], level, seconds);
        printRow(what, level, row);
        if (level === MEASURED_LEVEL) measured[name] = row;
      }
    } catch (error) {
      console.error(`error: ${what}: ${error.message}`);
      process.exitCode = 1;
    }
  }
  return measured;
}
