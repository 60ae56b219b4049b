import { z } from "zod";
import type { Credential, Spend } from "../storage/storage.js";
import type { Factor, FactorContext } from "./factor.js";
import { codeResponse, equalInConstantTime, oneTimeCode } from "./otp.js";
import { timeStep } from "./totp.js";

/** Counters looked at (RFC 4226 §7.4): two codes in sequence are one in 10^12, so that the window may be wide. */
const COUNTERS = 1000;
/** Steps on each side (RFC 6238 §6): an hour at 30 s. */
const STEPS = 120;

const resyncResponse = z.strictObject({
  codes: z.tuple([codeResponse.shape.code, codeResponse.shape.code]),
});

/**
 * Finds a drifted token again by two consecutive codes, forward only: the second one is spent. One attempt on the
 * user's guard like any other.
 */
export const resynchronisation = {
  type: "resynchronisation",
  kind: "resynchronisation",
  response: resyncResponse,
  verify(credentials, { codes }, context) {
    for (const credential of credentials) {
      const spend = findSequence(credential, codes, context);
      if (spend) return { credentialId: credential.id, spend };
    }
    return null;
  },
} satisfies Factor<z.output<typeof resyncResponse>>;

function findSequence(credential: Credential, codes: [string, string], context: FactorContext): Spend | null {
  if (!credential.otp) return null;
  const { otp } = credential;
  const secret = context.unseal(credential);
  const { first, last } = windowOf(credential, context.now);
  let previous = "";
  let found: number | null = null;
  for (let position = first; position <= last + 1; position++) {
    const code = oneTimeCode(secret, otp, position);
    const fits = equalInConstantTime(previous, codes[0]) && equalInConstantTime(code, codes[1]);
    if (fits && found === null) found = position;
    previous = code;
  }
  if (found === null) return null;
  if (otp.period === undefined) return { counter: found };
  return { step: found, drift: found - timeStep(context.now, otp.period) };
}

/** Positions at which the first of the two codes may be; none at or before the last one spent. */
function windowOf({ otp, spent }: Credential, now: Date): { first: number; last: number } {
  if (otp?.period === undefined) {
    const next = spent && "counter" in spent ? spent.counter + 1 : 0;
    // The code after the last one is looked at as well, and no counter is beyond what a number holds exactly.
    return { first: next, last: Math.min(next + COUNTERS, Number.MAX_SAFE_INTEGER - 1) };
  }
  const centre = timeStep(now, otp.period);
  const next = spent && "step" in spent ? spent.step + 1 : 0;
  return { first: Math.max(next, centre - STEPS, 0), last: centre + STEPS };
}
