import { describe, expect, it } from "vitest";
import { canonicalRecoveryKey, newRecoveryKey, recoveryKey } from "../../server/factors/recovery-key.js";

describe("a recovery key", () => {
  it("has at least 128 bits in readable groups without look-alikes", () => {
    const key = newRecoveryKey();
    expect(key).toMatch(/^([2-9A-HJKMNP-Z]{5}-){5}[2-9A-HJKMNP-Z]{5}$/);
    expect(30 * Math.log2(31)).toBeGreaterThan(128);
    expect(newRecoveryKey()).not.toBe(key);
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
