// `npm run bench:seeds`: how long a seed file takes from the disk to committed, beside one insert a row in the same
// run, and how much memory the service needs for a large one.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeBed } from "./bench/bed.mjs";
import { importFile, insertOneByOne } from "./bench/import-seeds.mjs";
import { oathCsv, pskc } from "./bench/seed-files.mjs";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";

const SMALL = 10_000;
const LARGE = 100_000;
/** Issue 4, point 3. */
const MOST_SECONDS = 5;
const MOST_GROWTH_MIB = 200;
const MIB = 2 ** 20;

await ensureInstalled();
await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), "latchkey-seeds-"));
try {
  for (const [name, make] of [
    ["OATH CSV", oathCsv],
    ["PSKC", pskc],
  ]) {
    // A service of its own for each, as the peak of memory is that of the process so far.
    const bed = await makeBed({ execArgv: ["--expose-gc"] });
    try {
      await measure(bed, name, make);
    } finally {
      await bed.end();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(bed, name, make) {
  const small = join(folder, "small");
  await writeFile(small, make("s", SMALL));
  await importFile(bed, await warmUp(make)); // For the just-in-time compiler.
  const imported = await importFile(bed, small);
  row(`${name}: ${imported.tokens} seeds, file to committed`, imported.seconds, "s");
  const single = await insertOneByOne(bed, SMALL);
  row(`  ${single.tokens} inserts, one a row, nothing parsed or sealed`, single.seconds, "s");
  aim("seconds", imported.seconds, MOST_SECONDS);

  const large = join(folder, "large");
  await writeFile(large, make("l", LARGE));
  const { rss: before } = await bed.service.memory();
  const big = await importFile(bed, large);
  const { rss: after, peak } = await bed.service.memory();
  row(`${name}: ${big.tokens} seeds, file to committed`, big.seconds, "s");
  row("  memory of the service before", before / MIB, "MiB");
  row("  at most", peak / MIB, "MiB");
  row("  afterwards", after / MIB, "MiB");
  aim("growth in MiB", (peak - before) / MIB, MOST_GROWTH_MIB);
}

async function warmUp(make) {
  const path = join(folder, "warm-up");
  await writeFile(path, make("w", 1000));
  return path;
}

function row(what, figure, unit) {
  console.log(`${what.padEnd(60)} ${figure.toFixed(2).padStart(9)} ${unit}`);
}

function aim(what, measured, most) {
  const verdict = measured < most ? "reached" : "NOT REACHED";
  console.log(`  ${what}: ${measured.toFixed(2)} (aim < ${most}): ${verdict}\n`);
}
