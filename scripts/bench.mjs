// `npm run bench`: what a verification costs, beside what the bare driver and an empty route cost, in one run; and
// whether unknown users can be told from known ones by time. Load, service and database are processes of their own.
//   --quick      a second in all a row: shows that everything runs, measures nothing worth quoting
//   --only WHAT  rows (update, operations, healthz, right, wrong, webauthn) or `timing`, with commas
//   --cpu-prof   writes a CPU profile of the service to the current folder
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, "cpu-prof": { type: "boolean" } },
});
const LEVELS = [1, 8, 32];
/** The level that the aims are for. */
const AIMED_LEVEL = 32;
const ROWS = {
  update: "bare driver: one journaled majority update",
  operations: "bare driver: read, write, share of an insert",
  healthz: "GET /healthz (an empty route)",
  right: "POST /api/v1/verify, right code",
  wrong: "POST /api/v1/verify, wrong code",
  webauthn: "WebAuthn: begin and attempt (2 requests)",
};
/** Rows take turns, so that a machine that has other things to do is unfair to all of them alike. */
const ROUNDS = options.quick ? 1 : 5;
const seconds = options.quick ? 0.2 : 1;
/** Three right codes each are accepted in a half minute. */
const people = options.quick ? 1500 : 8000;
const pairs = options.quick ? 100 : 2000;
const only = options.only?.split(",");
const wanted = (what) => only === undefined || only.includes(what);

await ensureInstalled();
await ensureBuilt();
const { makeBed } = await import("./bench/bed.mjs");
const { createPeople } = await import("./bench/people.mjs");
const { bareDriver, medians, overHttp } = await import("./bench/measure.mjs");
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
  const driver = await bareDriver(bed);
  try {
    const all = scenarios(bed, crowd);
    const measures = {
      update: driver.measure("update"),
      operations: driver.measure("verification"),
      ...Object.fromEntries(Object.keys(all).map((name) => [name, overHttp(bed, all[name])])),
    };
    await measureRows(measures);
  } finally {
    await driver.stop();
  }
  if (wanted("timing")) printTiming(await timingOfUnknownUsers(bed, crowd, pairs));
}

async function measureRows(measures) {
  const rows = Object.keys(ROWS).filter(wanted);
  printHead();
  await attempt(rows, (row) => measures[row](8, seconds * 2)); // For the just-in-time compiler.
  let rounds = [];
  for (const level of LEVELS) {
    rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      await bed.forgetFailures();
      rounds.push(await attempt(rows, (row) => measures[row](level, seconds)));
    }
    for (const row of rows) {
      const samples = rounds.flatMap((round) => round[row] ?? []);
      if (samples.length > 0) printRow(ROWS[row], level, medians(samples));
    }
  }
  if (rounds.every(({ operations, right, wrong }) => operations && right && wrong))
    printAims(rounds, AIMED_LEVEL);
}

/** What each row gave; a row that fails is said and left out from then on. */
async function attempt(rows, measure) {
  const measured = {};
  for (const row of [...rows]) {
    try {
      measured[row] = await measure(row);
    } catch (error) {
      console.error(`error: ${ROWS[row]}: ${error.message}`);
      process.exitCode = 1;
      rows.splice(rows.indexOf(row), 1);
    }
  }
  return measured;
}
