import { describe, expect, it } from "vitest";
import { afterFailure, freshGuard, instantOf, secondsLeft } from "../../server/verification/guard.js";

const NOON = new Date("2026-11-24T12:00:00.000Z");
const at = (milliseconds: number) => new Date(NOON.getTime() + milliseconds);

describe("the guard", () => {
  it("rounds the time left up and never says zero while it stands", () => {
    const guard = { failures: 3, notBefore: at(2000), updatedAt: NOON };
    expect(secondsLeft(guard, at(0))).toBe(2);
    expect(secondsLeft(guard, at(1))).toBe(2);
    expect(secondsLeft(guard, at(1999))).toBe(1);
    expect(secondsLeft(guard, at(2000))).toBeNull();
  });

  it("is not reset by time: a failure a year later counts on", () => {
    const once = afterFailure(freshGuard(NOON), NOON, 1);
    const later = at(365 * 24 * 3600 * 1000);
    expect(afterFailure(once, later, 1)).toEqual({
      failures: 2,
      notBefore: new Date(later.getTime() + 1000),
      updatedAt: later,
    });
  });

  it("goes by its own last instant where a new primary's clock is behind", () => {
    const guard = { failures: 2, notBefore: at(1000), updatedAt: NOON };
    expect(instantOf(guard, at(-60_000))).toEqual(NOON);
    expect(instantOf(guard, at(500))).toEqual(at(500));
  });
});
