import { afterEach, expect, it, vi } from "vitest";
import { installYubikit, YUBIKIT_SWITCH } from "./yubikit-install.js";

afterEach(() => vi.unstubAllEnvs());

it("fails by a plain sentence that names the switch where there is no Python", async () => {
  vi.stubEnv("PATH", "/nonexistent");
  await expect(installYubikit()).rejects.toThrow(/need python3 .* or YUBIKIT_TESTS=off/);
  expect(YUBIKIT_SWITCH).toBe("YUBIKIT_TESTS");
});
