import { generateKeyPairSync } from "node:crypto";

let key: Uint8Array | undefined;

/**
 * nobodysKey gives a public key whose private key was thrown away, as COSE_Key: a decoy's signature is verified with
 * it, at the cost of a real one.
 */
export function nobodysKey(): Uint8Array {
  key ??= made();
  return key;
}

function made(): Uint8Array {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
    format: "jwk",
  });
  // COSE_Key of ES256 (RFC 9053 section 7.1.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
  return Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    Buffer.from(x, "base64url"),
    Buffer.from("225820", "hex"),
    Buffer.from(y, "base64url"),
  ]);
}
