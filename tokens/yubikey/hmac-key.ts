import { createHash } from "node:crypto";
import { isUint8Array } from "node:util/types";
import { invalidArgument, requireBytes } from "./arguments.js";

const KEY_FIELD = 16;
const LONGEST_KEY = 20;
const SHA1_BLOCK = 64;

/** HmacKey is an HMAC-SHA1 key as a slot holds it: 16 bytes in the key field, the rest at the start of the uid. */
export interface HmacKey {
  readonly key: Uint8Array;
  readonly uid: Uint8Array;
}

/** hmacKey lays out a secret of 1 to 20 bytes; shorter ones are filled with zeros, as HMAC does itself (RFC 2104). */
export function hmacKey(secret: unknown): HmacKey {
  const bytes = requireBytes("secret", secret, 1, LONGEST_KEY);
  const fields = { key: new Uint8Array(KEY_FIELD), uid: new Uint8Array(6) };
  fields.key.set(bytes.subarray(0, KEY_FIELD));
  fields.uid.set(bytes.subarray(KEY_FIELD));
  return fields;
}

/**
 * shortenedHmacSecret hashes a secret longer than SHA-1's block of 64 bytes, which leaves every HMAC the same
 * (RFC 2104 section 2). 21 to 64 bytes do not fit a slot and cannot be shortened: they stay and are refused later.
 */
export function shortenedHmacSecret(secret: unknown): unknown {
  if (!isUint8Array(secret)) throw invalidArgument("secret", "a Uint8Array of 1 to 20 bytes");
  return secret.length > SHA1_BLOCK ? Uint8Array.from(createHash("sha1").update(secret).digest()) : secret;
}
