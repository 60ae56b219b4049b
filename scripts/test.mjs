// `npm test`: installs what the tests need, builds, runs all of them, and ends with a line of counts. Arguments go to
// vitest: `npm test -- test/verification`.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureChromium } from "./prepare/chromium.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";
import { endStep, ROOT, runStep } from "./prepare/run-step.mjs";
import { ensureSlapd } from "./prepare/slapd.mjs";

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.once(signal, async () => {
    await endStep();
    process.exit(code);
  });
}

const folder = mkdtempSync(join(tmpdir(), "latchkey-counts-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

try {
  await ensureInstalled();
  await ensureBuilt();
  const chromium = await ensureChromium();
  await ensureSlapd();
  process.exitCode = await runTests(chromium);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function runTests(chromium) {
  const countsFile = join(folder, "counts.json");
  const env = { ...process.env, LATCHKEY_CHROMIUM: chromium, LATCHKEY_TEST_COUNTS: countsFile };
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=./scripts/prepare/count-reporter.mjs"];
  const args = [vitest, "run", ...reporters, ...process.argv.slice(2)];
  const code = await runStep(process.execPath, args, { env, stdout: "inherit" });
  const counts = readCounts(countsFile);
  if (!counts) return code || 1;
  const { passed, failed, skipped, unsteady } = counts;
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of unsteady) console.log(`passed at the second attempt only: ${name}`);
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
  return code || (failed > 0 ? 1 : 0);
}

function readCounts(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null; // vitest ended before it ran anything, and has said why.
  }
}
