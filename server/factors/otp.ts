import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type CryptoPlugin, createGuardrails, generateSync } from "otplib";
import { z } from "zod";
import type { HashAlgorithm, OtpParameters } from "../storage/storage.js";

/** Codes are 6 to 10 digits; people and password managers put spaces into them. */
export const codeResponse = z.strictObject({
  code: z
    .string()
    .max(64)
    .transform((code) => code.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6,10}$/, "A code is 6 to 10 digits.")),
});

export type CodeResponse = z.output<typeof codeResponse>;

const NAMES = { SHA1: "sha1", SHA256: "sha256", SHA512: "sha512" } as const satisfies Record<
  HashAlgorithm,
  string
>;

const nodeCrypto: CryptoPlugin = {
  name: "node",
  hmac: (algorithm, key, data) =>
    createHmac(algorithm.toLowerCase().replace("-", ""), key).update(data).digest(),
  randomBytes: (length) => randomBytes(length),
  constantTimeEqual: (a, b) => equalInConstantTime(String(a), String(b)),
};

// Hardware tokens come with seeds of 10 bytes and counters of any size; the import has warned of short ones.
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10, MAX_SECRET_BYTES: 128 });

/**
 * The code of a counter or time step (RFC 4226 §5.3, RFC 6238 §4).
 * @param secret the seed, 10 to 128 bytes
 * @param counter 8 byte moving factor
 * @returns decimal digits, with leading zeros
 */
export function oneTimeCode(
  secret: Uint8Array,
  parameters: Pick<OtpParameters, "digits" | "algorithm">,
  counter: number,
): string {
  return generateSync({
    strategy: "hotp",
    secret,
    counter,
    digits: parameters.digits as 6 | 7 | 8,
    algorithm: NAMES[parameters.algorithm],
    crypto: nodeCrypto,
    guardrails,
  });
}

/** Compares without telling by time where two strings differ; strings of different lengths are unequal. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
