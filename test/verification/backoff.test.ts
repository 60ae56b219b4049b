import { describe, expect, it } from "vitest";
import { blockSeconds } from "../../server/verification/backoff.js";

describe("back-off (mission G1)", () => {
  it("tolerates the first failure, then blocks for 1 s and doubles up to an hour", () => {
    const seconds = Array.from({ length: 16 }, (_, index) => blockSeconds(index + 1, 1));
    expect(seconds).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]);
  });

  it.each([
    [0, [1, 2, 4]],
    [1, [0, 1, 2]],
    [3, [0, 0, 0]],
  ])("tolerating %i, the first three failures block for %j seconds", (tolerated, expected) => {
    expect([1, 2, 3].map((failures) => blockSeconds(failures, tolerated))).toEqual(expected);
  });

  it("does not overflow after years of guessing", () => {
    expect(blockSeconds(1_000_000, 1)).toBe(3600);
  });
});
