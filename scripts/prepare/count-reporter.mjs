import { writeFileSync } from "node:fs";

/** Writes how the tests of a run went to the file that LATCHKEY_TEST_COUNTS names, as `{ passed, failed, skipped }`, the last being their names. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that cannot be loaded, or whose hooks fail, has failed even if no test of it has.
      const suites = [module, ...module.children.allSuites()];
      counts.failed += suites.filter((suite) => suite.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed") counts[state] += 1;
        else counts.skipped.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    writeFileSync(process.env.LATCHKEY_TEST_COUNTS, JSON.stringify(counts));
  }
}
