import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Factor } from "./factor.js";
import { equalInConstantTime } from "./otp.js";

/** 31 letters and digits without look-alikes (no 0 O, 1 I L): 4.95 bits a character. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUP_LENGTH = 5;
const KEY_GROUPS = 6;
const CODE_GROUPS = 5;
const CODES = 10;

/**
 * A fresh recovery key: six groups of five, 30 characters of 31, more than 148 bits (NIST SP 800-63B-4 §3.1.2 asks for
 * at least 112 where the verifier keeps a fast hash).
 */
export function newRecoveryKey(): string {
  return inGroups(KEY_GROUPS);
}

/** A fresh set of ten recovery codes, each used once: five groups of five, more than 123 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => inGroups(CODE_GROUPS));
}

function inGroups(count: number): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  return Array.from({ length: count }, group).join("-");
}

/** The one form in which a recovery key or code is hashed: capitals, without dashes and spaces. */
export function canonicalRecoveryKey(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "");
}

/** A recovery key in the form in which it is hashed. */
export const RECOVERY_KEY_SHAPE = new RegExp(`^[${ALPHABET}]{${GROUP_LENGTH * KEY_GROUPS}}$`);

const recoveryResponse = z.strictObject({
  code: z
    .string()
    .max(128)
    .transform(canonicalRecoveryKey)
    .pipe(
      z
        .string()
        .regex(
          new RegExp(
            `^(?:[${ALPHABET}]{${GROUP_LENGTH * KEY_GROUPS}}|[${ALPHABET}]{${GROUP_LENGTH * CODE_GROUPS}})$`,
          ),
          "A recovery key is six groups of five letters and digits, a recovery code is five.",
        ),
    ),
});

/** The single-use printed secret, one key or ten codes: one type, the last of the fallback order whatever its age. */
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
