import { describe, expect, it } from "vitest";
import { codeResponse, oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import type { HashAlgorithm } from "../../server/storage/storage.js";

const SEED = Buffer.from("12345678901234567890");

describe("RFC 4226 appendix D", () => {
  it.each(
    ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"].map(
      (code, counter) => [counter, code] as const,
    ),
  )("counter %i gives %s", (counter, code) => {
    expect(oneTimeCode(SEED, { digits: 6, algorithm: "SHA1" }, counter)).toBe(code);
  });
});

describe("RFC 6238 appendix B", () => {
  const seeds: Record<HashAlgorithm, Buffer> = {
    SHA1: SEED,
    SHA256: Buffer.from("12345678901234567890123456789012"),
    SHA512: Buffer.from("1234567890123456789012345678901234567890123456789012345678901234"),
  };
  it.each<[number, HashAlgorithm, string]>([
    [59, "SHA1", "94287082"],
    [59, "SHA256", "46119246"],
    [59, "SHA512", "90693936"],
    [1111111109, "SHA1", "07081804"],
    [1111111109, "SHA256", "68084774"],
    [1111111109, "SHA512", "25091201"],
    [1111111111, "SHA1", "14050471"],
    [1111111111, "SHA256", "67062674"],
    [1111111111, "SHA512", "99943326"],
    [1234567890, "SHA1", "89005924"],
    [1234567890, "SHA256", "91819424"],
    [1234567890, "SHA512", "93441116"],
    [2000000000, "SHA1", "69279037"],
    [2000000000, "SHA256", "90698825"],
    [2000000000, "SHA512", "38618901"],
    [20000000000, "SHA1", "65353130"],
    [20000000000, "SHA256", "77737706"],
    [20000000000, "SHA512", "47863826"],
  ])("at %i s with %s: %s", (seconds, algorithm, code) => {
    const step = timeStep(new Date(seconds * 1000), 30);
    expect(oneTimeCode(seeds[algorithm], { digits: 8, algorithm }, step)).toBe(code);
  });
});

describe("the shape of a code", () => {
  it.each(["123456", "123 456", " 1234567890 "])("accepts %j", (code) => {
    expect(codeResponse.safeParse({ code }).success).toBe(true);
  });

  it.each(["12345", "12345678901", "12345a", "", "１２３４５６"])("refuses %j", (code) => {
    expect(codeResponse.safeParse({ code }).success).toBe(false);
  });
});
