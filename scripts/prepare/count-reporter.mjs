import { writeFileSync } from "node:fs";

/**
 * Writes how the tests of a run went to the file that LATCHKEY_TEST_COUNTS names, as `{ passed, failed, skipped, unsteady }`;
 * the last two are names: of tests that did not run, and of those that passed at the second attempt only.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [], unsteady: [] };
    for (const module of modules) {
      // A file that cannot be loaded, or whose hooks fail, has failed even if no test of it has.
      const suites = [module, ...module.children.allSuites()];
      counts.failed += suites.filter((suite) => suite.errors().length > 0).length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed") counts[state] += 1;
        else counts.skipped.push(nameOf(module, test));
        if (test.diagnostic()?.flaky) counts.unsteady.push(nameOf(module, test));
      }
    }
    writeFileSync(process.env.LATCHKEY_TEST_COUNTS, JSON.stringify(counts));
  }
}

function nameOf(module, test) {
  return `${module.relativeModuleId} > ${test.fullName}`;
}
