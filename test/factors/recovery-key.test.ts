import { describe, expect, it } from "vitest";
import {
  canonicalRecoveryKey,
  newRecoveryCodes,
  newRecoveryKey,
  recoveryKey,
} from "../../server/factors/recovery-key.js";

describe("a recovery key", () => {
  it("has at least 128 bits in readable groups without look-alikes", () => {
    const key = newRecoveryKey();
    expect(key).toMatch(/^([2-9A-HJKMNP-Z]{5}-){5}[2-9A-HJKMNP-Z]{5}$/);
    expect(30 * Math.log2(31)).toBeGreaterThan(128);
    expect(newRecoveryKey()).not.toBe(key);
  });

  it("has ten codes of at least 112 bits in its place, all different", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-Z]{5}-){4}[2-9A-HJKMNP-Z]{5}$/);
    expect(25 * Math.log2(31)).toBeGreaterThan(112);
    expect(recoveryKey.response.safeParse({ code: codes[0] }).success).toBe(true);
  });

  it("is taken in small letters, without dashes and with spaces", () => {
    const key = newRecoveryKey();
    const typed = ` ${key.toLowerCase().replaceAll("-", " ")} `;
    expect(canonicalRecoveryKey(typed)).toBe(canonicalRecoveryKey(key));
    expect(recoveryKey.response.safeParse({ code: typed }).success).toBe(true);
  });

  it("is no guess where letters are missing", () => {
    expect(recoveryKey.response.safeParse({ code: newRecoveryKey().slice(1) }).success).toBe(false);
  });
});
