import { z } from "zod";
import type { Factor } from "./factor.js";
import { equalInConstantTime } from "./otp.js";
import { canonicalRecoveryKey, newRecoveryKey, RECOVERY_KEY_SHAPE } from "./recovery-key.js";

/** A fresh break-glass code: of the form and strength of a recovery key, as it is printed and typed like one. */
export function newBreakGlassCode(): string {
  return newRecoveryKey();
}

/** The one form in which a break-glass code is hashed. */
export function canonicalBreakGlassCode(typed: string): string {
  return canonicalRecoveryKey(typed);
}

const breakGlassResponse = z.strictObject({
  code: z
    .string()
    .max(128)
    .transform(canonicalBreakGlassCode)
    .pipe(
      z.string().regex(RECOVERY_KEY_SHAPE, "A break-glass code is six groups of five letters and digits."),
    ),
});

/**
 * The printed code by which an owner signs in while the instance is in an emergency (`LATCHKEY_BREAK_GLASS`). When that
 * is, and whose code counts, is decided in verification/emergency.ts.
 */
export const breakGlass = {
  type: "break-glass",
  kind: "emergency",
  response: breakGlassResponse,
  verify(credentials, response, context) {
    const digest = context.digestBreakGlassCode(response.code);
    const match = credentials.find(
      (held) => held.breakGlass && equalInConstantTime(held.breakGlass.digest, digest),
    );
    return match ? { credentialId: match.id, spend: { whole: true } } : null;
  },
} satisfies Factor<z.output<typeof breakGlassResponse>>;
