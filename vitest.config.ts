import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Vitest leaves one processor free by itself; tests wait for the database and the browser most of the time.
    maxWorkers: "100%",
    // For a loaded machine; nothing waits so long where all is well.
    testTimeout: 90_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});
