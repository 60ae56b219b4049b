import { expect, it } from "vitest";
import { realDelay } from "../../../tokens/yubikey/delay.js";

it("ends a wait at once when its signal aborts, also where that was before", async () => {
  const cancel = new AbortController();
  const waited = realDelay(3_600_000, cancel.signal);
  cancel.abort();
  await waited;
  await realDelay(3_600_000, cancel.signal);
});

it("waits for as long as it is told", async () => {
  const begun = performance.now();
  await realDelay(30);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
});
