import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  sign,
  verify,
} from "node:crypto";

/** Signs what must not be changed behind our back. */
export interface Signer {
  /** Ed25519 (RFC 8032) over the UTF-8 of the text, base64url. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  /** HMAC-SHA-256 of the text's UTF-8 under a key of its own, hex: cheaper than a signature. */
  mac(text: string): string;
}

/** DER of an Ed25519 private key up to its 32 bytes (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** @param seed the private key, 32 bytes; the key of `mac` is made from it */
export function createSigner(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key);
  const macKey = createSecretKey(Buffer.from(hkdfSync("sha256", seed, "", "latchkey mac", 32)));
  return {
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64url"),
    verify: (text, signature) =>
      verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64url")),
    mac: (text) => createHmac("sha256", macKey).update(text).digest("hex"),
  };
}
