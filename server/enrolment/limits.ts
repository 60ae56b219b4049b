import { LatchkeyError } from "../errors.js";
import { HOTP_LOOK_AHEAD } from "../factors/hotp.js";
import { TOTP_WINDOW } from "../factors/totp.js";
import type { Credential } from "../storage/storage.js";

const MOST_CREDENTIALS = 50;
const MOST_CODE_CREDENTIALS = 5;

/** Most codes that one guess is held against, over all credentials of a user: 40 of a million. */
export const MOST_ACCEPTED_CODES = 40;

/** Codes that would be accepted for one guess. */
export function acceptedCodes(credentials: readonly Credential[]): number {
  return credentials.reduce(
    (sum, { factor }) => sum + (factor === "hotp" ? HOTP_LOOK_AHEAD : factor === "totp" ? TOTP_WINDOW : 0),
    0,
  );
}

/**
 * Whether a user has room for one more credential.
 * @param replaces credentials that go when the added one is confirmed, so that they do not count
 * @throws LatchkeyError `conflict`
 */
export function assertRoom(
  held: readonly Credential[],
  added: Credential,
  replaces: (credential: Credential) => boolean = () => false,
): void {
  const after = [...held.filter((credential) => !credential.bypass && !replaces(credential)), added];
  const codes = after.filter(({ otp, yubico }) => otp !== undefined || yubico !== undefined);
  if (
    after.length <= MOST_CREDENTIALS &&
    codes.length <= MOST_CODE_CREDENTIALS &&
    acceptedCodes(codes) <= MOST_ACCEPTED_CODES
  ) {
    return;
  }
  throw new LatchkeyError(
    "conflict",
    "This user has as many authenticators as one can have. Revoke one first.",
  );
}
