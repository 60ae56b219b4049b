import { cpus, loadavg } from "node:os";
import { median } from "./load.mjs";

const COLUMNS = ["what", "at once", "rate/s", "p50 ms", "p99 ms", "CPU ms", "read", "write", "insert"];
const WIDTHS = [46, 8, 9, 8, 8, 8, 6, 6, 7];

/** Aims of the design, section 8. */
const AIMS = { share: 0.6, cpuRight: 1.5, cpuWrong: 1.0 };
const MOST_AUC = 0.55;

export function printHead() {
  console.log(line(COLUMNS));
}

/** One row; CPU and database operations are per request. */
export function printRow(what, concurrency, { rate, p50, p99, cpuMs, operations }) {
  const { find, aggregate, update, findAndModify, insert, delete: deleted } = operations;
  const cells = [rate.toFixed(0), p50.toFixed(2), p99.toFixed(2), cpuMs.toFixed(2)];
  const counts = [find + aggregate, update + findAndModify + deleted, insert].map((count) =>
    count.toFixed(2),
  );
  console.log(line([what, String(concurrency), ...cells, ...counts]));
}

/**
 * What was aimed at and what was measured, the middle of the rounds; says plainly what is not reached.
 * @param {Record<string, object>[]} rounds each with the rows `operations`, `right` and `wrong`
 */
export function printAims(rounds, concurrency) {
  const middle = (figure) => median(rounds.map(figure));
  console.log(`\nAims, at ${concurrency} at once:`);
  for (const [row, name] of [
    ["right", "right codes"],
    ["wrong", "wrong codes"],
  ]) {
    const share = middle((round) => round[row].rate / round.operations.rate);
    aim(`rate of ${name} / rate of the bare three operations`, share, AIMS.share, ">=");
  }
  aim(
    "CPU-ms of a right code",
    middle(({ right }) => right.cpuMs),
    AIMS.cpuRight,
    "<=",
  );
  aim(
    "CPU-ms of a wrong code",
    middle(({ wrong }) => wrong.cpuMs),
    AIMS.cpuWrong,
    "<=",
  );
  const costs = ["right", "wrong"].map((row) =>
    middle((round) => round[row].cpuMs / round.operations.cpuMs).toFixed(2),
  );
  console.log(`  CPU of a code / CPU of the bare three operations: right ${costs[0]}, wrong ${costs[1]}`);
  const [load = 0] = loadavg();
  console.log(`  (CPU times grow on a busy machine: load ${load.toFixed(1)} on ${cpus().length} cores)`);
}

export function printTiming(results) {
  console.log("\nCan unknown users be told by time? (AUC; 0.5 is a coin's toss)");
  for (const { name, pairs, auc, known, unknown } of results) {
    // Standard deviation of the statistic where there is no difference (Mann and Whitney 1947).
    const chance = 2 * Math.sqrt(1 / (6 * pairs));
    aim(
      `${name} (${pairs} pairs, chance alone gives up to ${(0.5 + chance).toFixed(3)})`,
      auc,
      MOST_AUC,
      "<=",
    );
    console.log(`      median ms: known ${known.toFixed(3)}, unknown ${unknown.toFixed(3)}`);
  }
}

function aim(what, measured, aimed, relation) {
  const reached = relation === ">=" ? measured >= aimed : measured <= aimed;
  const verdict = reached ? "reached" : "NOT REACHED";
  console.log(`  ${what}: ${measured.toFixed(3)} (aim ${relation} ${aimed}): ${verdict}`);
}

function line(cells) {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[i]) : cell.padStart(WIDTHS[i]))).join(" ");
}
