import { invalidArgument, requireBytes, requireInteger } from "./arguments.js";
import type { TouchOptions } from "./exchange.js";
import { PAYLOAD_SIZE } from "./frame.js";
import type { SlotNumber } from "./reports.js";

/** HMAC_SIZE is the size of an HMAC-SHA1 response in bytes. */
export const HMAC_SIZE = 20;

/** ChallengeOptions of one HMAC-SHA1 challenge (1 to 63 bytes) to a challenge-response slot. */
export interface ChallengeOptions extends TouchOptions {
  slot: SlotNumber;
  challenge: Uint8Array;
}

/** TotpOptions of one TOTP code: `time` is Unix time in SECONDS, `digits` 6 to 8 (default 6), `period` 30 s. */
export interface TotpOptions extends TouchOptions {
  slot: SlotNumber;
  time: number;
  digits?: number | undefined;
  period?: number | undefined;
}

/**
 * paddedChallenge fills a challenge up to 64 bytes. A slot with HMAC_LT64 takes the last of the 64 bytes for the
 * filling and strips that trailing run, so the filling must differ from the challenge's own last byte: with zeros
 * alone every challenge that ends in 00 (one TOTP step in 256) would get a wrong response.
 */
export function paddedChallenge(challenge: unknown): Uint8Array {
  const bytes = requireBytes("challenge", challenge, 1, PAYLOAD_SIZE - 1);
  const padded = new Uint8Array(PAYLOAD_SIZE).fill(bytes.at(-1) === 0 ? 1 : 0);
  padded.set(bytes);
  return padded;
}

/** totpChallenge gives the step that a TOTP is made of: floor(time / period), 8 bytes big endian (RFC 6238 4.2). */
export function totpChallenge(time: unknown, period: unknown): Uint8Array {
  if (typeof time !== "number" || !(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) {
    throw invalidArgument("time", "Unix time in seconds, not negative");
  }
  const seconds = requireInteger("period", period, 1, Number.MAX_SAFE_INTEGER);
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(time / seconds)));
  return step;
}

/** otpCode truncates an HMAC to `digits` decimal digits, with leading zeros (RFC 4226 section 5.3). */
export function otpCode(hmac: Uint8Array, digits: number): string {
  const offset = (hmac.at(-1) ?? 0) & 0x0f;
  const number = Buffer.from(hmac).readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}
