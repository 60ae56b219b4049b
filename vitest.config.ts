import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // A browser on a busy CI machine stalls now and then; what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
    // For a loaded machine; nothing waits so long where all is well.
    testTimeout: 90_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});
