import { generateKeyPairSync, sign } from "node:crypto";
import type { CborValue } from "./cbor.js";
import { type KeyPair, newEcKeys } from "./certificates.js";

/** Algorithms of the test authenticator, by COSE identifier (RFC 9053 section 2, RFC 8812 section 2). */
export const COSE_ALGORITHM = { ES256: -7, EdDSA: -8, RS256: -257 } as const;

/** An algorithm that the test authenticator can use. */
export type AlgorithmName = keyof typeof COSE_ALGORITHM;

/** newKeys makes a key pair for the algorithm: P-256, Ed25519 or RSA of 2048 bits. */
export function newKeys(algorithm: AlgorithmName): KeyPair {
  if (algorithm === "ES256") return newEcKeys();
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/** coseKey gives the public key as a COSE_Key map (WebAuthn section 6.5.1.1), for tests to alter. */
export function coseKey(keys: KeyPair, algorithm: AlgorithmName): Map<number, CborValue> {
  const jwk = keys.publicKey.export({ format: "jwk" });
  const field = (name: "x" | "y" | "n" | "e") => Buffer.from(jwk[name] ?? "", "base64url");
  const start: [number, CborValue][] = [[3, COSE_ALGORITHM[algorithm]]];
  if (algorithm === "ES256") return new Map([[1, 2], ...start, [-1, 1], [-2, field("x")], [-3, field("y")]]);
  if (algorithm === "EdDSA") return new Map([[1, 1], ...start, [-1, 6], [-2, field("x")]]);
  return new Map([[1, 3], ...start, [-1, field("n")], [-2, field("e")]]);
}

/** signWith signs as WebAuthn section 6.5.5 wants: ECDSA in DER, Ed25519 raw, RSA PKCS #1 v1.5. */
export function signWith(keys: KeyPair, data: Uint8Array): Buffer {
  const digest = keys.privateKey.asymmetricKeyType === "ed25519" ? null : "sha256";
  return sign(digest, data, keys.privateKey);
}
