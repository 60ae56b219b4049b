import { describe, expect, it } from "vitest";
import { acceptedCodes, assertRoom, MOST_ACCEPTED_CODES } from "../../server/enrolment/limits.js";
import type { Credential } from "../../server/storage/storage.js";

const of = (factor: string) => ({ factor, ...(factor === "webauthn" ? {} : { otp: {} }) }) as Credential;
const many = (count: number, factor: string) => Array.from({ length: count }, () => of(factor));

/** As many of these as a user can be given, one after another. */
function fill(factors: string[]): Credential[] {
  const held: Credential[] = [];
  for (const factor of factors) {
    try {
      assertRoom(held, of(factor));
      held.push(of(factor));
    } catch {
      // There is no room for it.
    }
  }
  return held;
}

describe("how many authenticators a user can have", () => {
  it("one guess is never held against more than 40 codes, in whatever order they came", () => {
    for (const factors of [
      Array(9).fill("hotp"),
      Array(9).fill("totp"),
      ["totp", ...Array(9).fill("hotp")],
    ]) {
      expect(acceptedCodes(fill(factors))).toBeLessThanOrEqual(MOST_ACCEPTED_CODES);
    }
    expect(MOST_ACCEPTED_CODES).toBe(40);
  });

  it("five code credentials, fifty in all", () => {
    expect(fill(Array(9).fill("totp"))).toHaveLength(5);
    expect(fill([...Array(60).fill("webauthn")])).toHaveLength(50);
  });

  it("one that is replaced does not count", () => {
    const [old, ...others] = many(5, "totp");
    expect(() => assertRoom([old as Credential, ...others], of("totp"))).toThrow(/as many/);
    expect(() =>
      assertRoom([old as Credential, ...others], of("totp"), (held) => held === old),
    ).not.toThrow();
  });
});
