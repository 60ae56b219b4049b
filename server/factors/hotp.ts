import { z } from "zod";
import type { Credential } from "../storage/storage.js";
import type { Factor, FactorContext, Match } from "./factor.js";
import { codeResponse, equalInConstantTime, oneTimeCode } from "./otp.js";

/** Codes looked at from the next counter on (RFC 4226 §7.4, look-ahead window s). */
export const HOTP_LOOK_AHEAD = 10;

/** OATH Token Identifier: 12 characters that a YubiKey's slot types before the code, such as `ubhe00508326`. */
const TOKEN_ID = /^\s*[cbdefghijklnrtuv]{4}(?:\d{8}|[cbdefghijklnrtuv]{8})(?=\d{6,8}\s*$)/i;

const hotpResponse = z.strictObject({
  code: z
    .string()
    .max(64)
    .transform((code) => code.replace(TOKEN_ID, ""))
    .pipe(codeResponse.shape.code),
});

/** A token that counts presses. The spend is the counter of the code that was used. */
export const hotp = {
  type: "hotp",
  kind: "code",
  response: hotpResponse,
  verify(credentials, response, context) {
    let found: Match | null = null;
    for (const credential of credentials) {
      const counter = matchingCounter(credential, response.code, context);
      if (counter !== null && found === null) found = { credentialId: credential.id, spend: { counter } };
    }
    return found;
  },
} satisfies Factor<z.output<typeof hotpResponse>>;

function matchingCounter(credential: Credential, code: string, context: FactorContext): number | null {
  if (!credential.otp) return null;
  const secret = context.unseal(credential);
  const next = credential.spent && "counter" in credential.spent ? credential.spent.counter + 1 : 0;
  let match: number | null = null;
  // A token may come with a counter at the end of what a number holds exactly; none is looked at beyond it.
  const last = Math.min(next + HOTP_LOOK_AHEAD - 1, Number.MAX_SAFE_INTEGER);
  for (let counter = next; counter <= last; counter++) {
    const fits = equalInConstantTime(oneTimeCode(secret, credential.otp, counter), code);
    if (fits && match === null) match = counter;
  }
  return match;
}
