import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // CI's machine is shared and stalls now and then. What fails twice has failed; what failed once is named at the end.
    retry: process.env.CI ? 1 : 0,
    // Vitest leaves one processor free by itself; tests wait for the database and the browser most of the time.
    maxWorkers: "100%",
    // For a loaded machine; nothing waits so long where all is well.
    testTimeout: 90_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});
