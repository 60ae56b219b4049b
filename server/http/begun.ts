import { z } from "zod";
import type { Begun } from "../verification/begin.js";
import { deviceFields, deviceView } from "./device-view.js";
import { isoDate, offeredFactors } from "./schemas.js";

/** A verification that was begun, as it is answered to whoever began it. */
export const begunAnswer = z.strictObject({
  verificationId: z.string(),
  decision: z.enum(["required", "skipped", "enrolment_required"]),
  reason: z.string().optional(),
  factors: offeredFactors,
  retryAfterSeconds: z.int().optional(),
  expiresAt: isoDate,
  ...deviceFields,
  // The browser may be remembered, if its person wishes.
  rememberDevice: z.boolean().optional(),
});

/** The answer of a verification that was begun; the user stays here. */
export function begunView(begun: Begun) {
  const { verificationId, decision, reason, factors, retryAfterSeconds, expiresAt, mayRemember } = begun;
  return {
    verificationId,
    decision,
    ...(reason === null ? {} : { reason }),
    factors,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    expiresAt: expiresAt.toISOString(),
    ...deviceView(begun.device),
    ...(mayRemember ? { rememberDevice: true } : {}),
  };
}
