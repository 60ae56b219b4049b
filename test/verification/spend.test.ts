import { describe, expect, it } from "vitest";
import type { Credential, Spend } from "../../server/storage/storage.js";
import { isForward, spendOn } from "../../server/verification/spend.js";

const NOW = new Date("2026-11-24T12:00:00.000Z");

describe("a spend leads strictly forward", () => {
  it.each<[string, Spend | null, Spend, boolean]>([
    ["a first step", null, { step: 5 }, true],
    ["a later step", { step: 5 }, { step: 6 }, true],
    ["the same step", { step: 5 }, { step: 5 }, false],
    ["an older step", { step: 5 }, { step: 4 }, false],
    ["a later counter", { counter: 0 }, { counter: 1 }, true],
    ["the same counter", { counter: 0 }, { counter: 0 }, false],
    ["a later use", { useCounter: 1, sessionCounter: 9 }, { useCounter: 2, sessionCounter: 0 }, true],
    [
      "a later press in one session",
      { useCounter: 1, sessionCounter: 0 },
      { useCounter: 1, sessionCounter: 1 },
      true,
    ],
    ["the same press", { useCounter: 1, sessionCounter: 1 }, { useCounter: 1, sessionCounter: 1 }, false],
    ["an older session", { useCounter: 2, sessionCounter: 0 }, { useCounter: 1, sessionCounter: 200 }, false],
    ["a later sign count", { signCount: 4, backedUp: false }, { signCount: 5, backedUp: false }, true],
    [
      "the sign count of a clone",
      { signCount: 4, backedUp: false },
      { signCount: 4, backedUp: false },
      false,
    ],
    ["no sign count at all", { signCount: 0, backedUp: false }, { signCount: 0, backedUp: false }, true],
    [
      "a sign count that falls to none",
      { signCount: 4, backedUp: false },
      { signCount: 0, backedUp: false },
      false,
    ],
  ])("%s: %j then %j is %s", (_, last, next, expected) => {
    expect(isForward(last, next)).toBe(expected);
  });

  it("refuses to write a spend that goes back, whatever a factor says", () => {
    const credential = { id: "c", spent: { step: 5 } } as unknown as Credential;
    expect(() => spendOn(credential, { step: 5 }, NOW)).toThrow(RangeError);
  });

  it("takes a used recovery key out of the set and leaves the others", () => {
    const credential = { id: "c", spent: null, recovery: { digests: ["a", "b"] } } as unknown as Credential;
    expect(spendOn(credential, { recoveryKey: "a" }, NOW).recovery?.digests).toEqual(["b"]);
  });
});
