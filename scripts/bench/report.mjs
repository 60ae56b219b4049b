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

/** What was aimed at and what was measured; says plainly what is not reached. */
export function printAims({ bare, right, wrong }) {
  console.log("");
  aim("rate of right codes / rate of the bare three operations", right.rate / bare.rate, AIMS.share, ">=");
  aim("rate of wrong codes / rate of the bare three operations", wrong.rate / bare.rate, AIMS.share, ">=");
  aim("CPU-ms of a right code", right.cpuMs, AIMS.cpuRight, "<=");
  aim("CPU-ms of a wrong code", wrong.cpuMs, AIMS.cpuWrong, "<=");
  console.log(`  CPU-ms of the bare three operations: ${bare.cpuMs.toFixed(2)}`);
}

export function printTiming(results) {
  console.log("\nCan unknown users be told by time? (AUC; 0.5 is a coin's toss)");
  for (const { name, pairs, auc, known, unknown } of results) {
    aim(`${name} (${pairs} pairs)`, auc, MOST_AUC, "<=");
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
