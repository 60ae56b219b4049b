import type { Credential, Spend } from "../storage/storage.js";
import type { Factor, FactorContext, Match } from "./factor.js";
import { type CodeResponse, codeResponse, equalInConstantTime, oneTimeCode } from "./otp.js";

/** Steps accepted on each side of the current one: RFC 6238 §5.2 recommends at most one for the network's delay. */
const TOLERANCE_STEPS = 1;

/** How many codes one guess is held against for each credential. */
export const TOTP_WINDOW = 2 * TOLERANCE_STEPS + 1;

const DEFAULT_PERIOD_SECONDS = 30;

/** No clock drifts further between two uses than resynchronisation looks; it keeps codes of days ahead from being led to. */
const MOST_DRIFT_STEPS = 120;

/** The time step of an instant (RFC 6238 §4.2, T0 = 0). */
export function timeStep(now: Date, periodSeconds: number): number {
  return Math.floor(now.getTime() / 1000 / periodSeconds);
}

/**
 * An authenticator app or a hardware token that counts time: the same factor, differing by the credential's provenance.
 * Every step of every credential is computed, so that time does not tell which of them came near.
 */
export const totp = {
  type: "totp",
  kind: "code",
  response: codeResponse,
  verify(credentials, response, context) {
    let found: Match | null = null;
    for (const credential of credentials) {
      const step = matchingStep(credential, response.code, context);
      if (step !== null && found === null)
        found = { credentialId: credential.id, spend: spendOf(credential, step, context.now) };
    }
    return found;
  },
} satisfies Factor<CodeResponse>;

/** The first step after the last one spent whose code fits; null where none does. */
function matchingStep(credential: Credential, code: string, context: FactorContext): number | null {
  if (!credential.otp) return null;
  const secret = context.unseal(credential);
  const current = timeStep(context.now, credential.otp.period ?? DEFAULT_PERIOD_SECONDS);
  const centre = current + (credential.otp.drift ?? 0);
  const last = credential.spent && "step" in credential.spent ? credential.spent.step : -1;
  let match: number | null = null;
  for (let step = centre - TOLERANCE_STEPS; step <= centre + TOLERANCE_STEPS; step++) {
    const fits = equalInConstantTime(oneTimeCode(secret, credential.otp, step), code);
    const isNear = Math.abs(step - current) <= MOST_DRIFT_STEPS;
    if (fits && isNear && step > last && match === null) match = step;
  }
  return match;
}

/** A hardware token's clock drifts slowly, so the offset seen now is where it is looked for next (RFC 6238 §6). */
function spendOf(credential: Credential, step: number, now: Date): Spend {
  if (!credential.token || !credential.otp) return { step };
  return { step, drift: step - timeStep(now, credential.otp.period ?? DEFAULT_PERIOD_SECONDS) };
}
