import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Factor } from "./factor.js";
import { equalInConstantTime } from "./otp.js";

const DIGITS = 12;
const GROUP_LENGTH = 4;

/**
 * A fresh bypass code: twelve digits in groups of four, which can be read over the telephone in any language and typed on
 * any keypad, and which are no code of an app or a token (6 to 10 digits). Nearly 40 bits: a code ends within days, and
 * the back-off lets no more than 200 guesses through in a week. NIST SP 800-63B-4 §3.1.2.2 asks for a limiter below 64
 * bits.
 */
export function newBypassCode(): string {
  const digits = Array.from({ length: DIGITS }, () => randomInt(10)).join("");
  return digits.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The one form in which a bypass code is hashed: digits alone. */
export function canonicalBypassCode(typed: string): string {
  return typed.replace(/[\s-]/g, "");
}

const bypassResponse = z.strictObject({
  code: z
    .string()
    .max(64)
    .transform(canonicalBypassCode)
    .pipe(
      z
        .string()
        .regex(
          new RegExp(`^[0-9]{${DIGITS}}$`),
          `A one-time code of the help desk has ${DIGITS / GROUP_LENGTH} groups of ${GROUP_LENGTH} digits.`,
        ),
    ),
});

/** What an administrator or the help desk gives to a user whose device is at home: it signs in and unlocks nothing. */
export const bypassCode = {
  type: "bypass-code",
  kind: "bypass",
  response: bypassResponse,
  verify(credentials, response, context) {
    const digest = context.digestBypassCode(response.code);
    const fitting = credentials.find(
      ({ bypass }) =>
        bypass &&
        bypass.usesLeft > 0 &&
        bypass.expiresAt > context.now &&
        equalInConstantTime(bypass.digest, digest),
    );
    if (!fitting?.bypass) return null;
    return { credentialId: fitting.id, spend: { usesLeft: fitting.bypass.usesLeft - 1 } };
  },
} satisfies Factor<z.output<typeof bypassResponse>>;
