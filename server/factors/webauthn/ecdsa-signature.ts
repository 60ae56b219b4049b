import { refuseUnless } from "./refusal.js";

/** Tags and the one long form of a length that an ECDSA signature can need (X.690 section 8.1). */
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const ONE_BYTE_LENGTH = 0x81;

/**
 * checkEcdsaSignature makes sure that a signature is one DER `Ecdsa-Sig-Value` and nothing else
 * (WebAuthn section 6.5.5): the library ignores bytes after it, so one signature would have many forms.
 *
 * @throws WebAuthnRefusal `signature`
 */
export function checkEcdsaSignature(signature: Uint8Array): void {
  refuseUnless(isEcdsaSigValue(signature), "signature", "the signature is not DER");
}

function isEcdsaSigValue(bytes: Uint8Array): boolean {
  const long = bytes[1] === ONE_BYTE_LENGTH;
  const start = long ? 3 : 2;
  const length = bytes[start - 1];
  // The short form is mandatory below 128 (DER).
  if (bytes[0] !== SEQUENCE || length === undefined || long !== length >= 0x80) return false;
  if (start + length !== bytes.length) return false;
  const second = endOfInteger(bytes, start);
  return second !== null && endOfInteger(bytes, second) === bytes.length;
}

/** endOfInteger gives the offset after a positive, minimal INTEGER, or null if there is none. */
function endOfInteger(bytes: Uint8Array, start: number): number | null {
  const length = bytes[start + 1] ?? 0;
  const first = bytes[start + 2] ?? 0;
  const second = bytes[start + 3] ?? 0;
  const end = start + 2 + length;
  if (bytes[start] !== INTEGER || length === 0 || length >= 0x80 || end > bytes.length) return null;
  if (first >= 0x80) return null;
  return first === 0 && (length === 1 || second < 0x80) ? null : end;
}
