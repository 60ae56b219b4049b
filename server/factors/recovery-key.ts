import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Factor } from "./factor.js";
import { equalInConstantTime } from "./otp.js";

/** 31 letters and digits without look-alikes (no 0 O, 1 I L): 4.95 bits a character. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUPS = 6;
const GROUP_LENGTH = 5;

const LENGTH = GROUPS * GROUP_LENGTH;

/**
 * A fresh recovery key: six groups of five, 30 characters of 31, more than 148 bits (NIST SP 800-63B-4 §3.1.2 asks for
 * at least 112 where the verifier keeps a fast hash).
 */
export function newRecoveryKey(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  );
  return groups.join("-");
}

/** The one form in which a recovery key is hashed: capitals, without dashes and spaces. */
export function canonicalRecoveryKey(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "");
}

const recoveryResponse = z.strictObject({
  code: z
    .string()
    .max(128)
    .transform(canonicalRecoveryKey)
    .pipe(
      z
        .string()
        .regex(
          new RegExp(`^[${ALPHABET}]{${LENGTH}}$`),
          "A recovery key is six groups of five letters and digits.",
        ),
    ),
});

/** The single-use printed secret, the last of the fallback order. */
export const recoveryKey = {
  type: "recovery-key",
  kind: "recovery",
  response: recoveryResponse,
  verify(credentials, response, context) {
    const digest = context.digestRecoveryKey(response.code);
    for (const credential of credentials) {
      const known = credential.recovery?.digests.find((stored) => equalInConstantTime(stored, digest));
      if (known !== undefined) return { credentialId: credential.id, spend: { recoveryKey: known } };
    }
    return null;
  },
} satisfies Factor<z.output<typeof recoveryResponse>>;
