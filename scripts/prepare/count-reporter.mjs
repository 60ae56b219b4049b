import { writeFileSync } from "node:fs";

/** Writes how the tests of a run went to the file that LATCHKEY_TEST_COUNTS names, as `{ passed, failed, skipped }`. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      // A file that cannot be loaded, or whose hooks fail, has failed even if no test of it has.
      const suites = [module, ...module.children.allSuites()];
      counts.failed += suites.filter((suite) => suite.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === "passed" || state === "failed" ? state : "skipped"] += 1;
      }
    }
    writeFileSync(process.env.LATCHKEY_TEST_COUNTS, JSON.stringify(counts));
  }
}
