import { createPublicKey, type JsonWebKey } from "node:crypto";
import { refuseErrors, refuseUnless, WebAuthnRefusal } from "./refusal.js";
import { type Cbor, type CborMap, decodeCbor } from "./strict-cbor.js";

/** Labels of a COSE_Key (RFC 9052 section 7.1, RFC 9053 section 7, RFC 8230 section 4). */
const LABEL = { kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2 } as const;

/** What a curve means: COSE number, JWK name and the length of a coordinate in bytes. */
interface Curve {
  readonly crv: number;
  readonly name: string;
  readonly bytes: number;
}

type KeyRule = { readonly kty: 1 | 2; readonly curve: Curve } | { readonly kty: 3 };

const P256: Curve = { crv: 1, name: "P-256", bytes: 32 };
const P384: Curve = { crv: 2, name: "P-384", bytes: 48 };
const P521: Curve = { crv: 3, name: "P-521", bytes: 66 };
const ED25519: Curve = { crv: 6, name: "Ed25519", bytes: 32 };

/** The one key type and curve for each algorithm (WebAuthn section 5.8.5). */
const RULES: ReadonlyMap<number, KeyRule> = new Map<number, KeyRule>([
  [-7, { kty: 2, curve: P256 }],
  [-35, { kty: 2, curve: P384 }],
  [-36, { kty: 2, curve: P521 }],
  [-8, { kty: 1, curve: ED25519 }],
  ...[-257, -258, -259, -37, -38, -39].map((alg): [number, KeyRule] => [alg, { kty: 3 }]),
]);

/** NIST SP 800-57 part 1 asks for 2048 bits; beyond 4096 a signature check only costs time. */
const RSA_BITS = { least: 2048, most: 4096 };

/**
 * checkCoseKey makes sure that a credential public key is one that can be used later: with `none`
 * attestation nothing else looks at it before the first login.
 *
 * The set of labels must be exact (WebAuthn section 6.5.1: no other parameters), so that no private
 * part is stored either; key type, curve and lengths must fit the algorithm; the point must lie on its
 * curve.
 *
 * @returns the COSE algorithm identifier
 * @throws WebAuthnRefusal `algorithm` (section 7.1 step 19) or `public_key`
 */
export function checkCoseKey(key: CborMap, supportedAlgorithmIDs: readonly number[]): number {
  const alg = key.get(LABEL.alg);
  refuseUnless(typeof alg === "number", "public_key", "the key has no algorithm");
  const rule = RULES.get(alg);
  refuseUnless(
    rule !== undefined && supportedAlgorithmIDs.includes(alg),
    "algorithm",
    "the algorithm was not offered",
  );
  refuseUnless(key.get(LABEL.kty) === rule.kty, "public_key", "the key type does not fit the algorithm");
  const jwk = rule.kty === 3 ? rsaKey(key) : curveKey(key, rule.kty, rule.curve);
  refuseErrors("public_key", "the key cannot be used", () => createPublicKey({ key: jwk, format: "jwk" }));
  return alg;
}

function curveKey(key: CborMap, kty: 1 | 2, curve: Curve): JsonWebKey {
  const coordinate = (label: number) => encoded(bytesOfLength(key.get(label), curve.bytes));
  requireLabels(key, kty === 2 ? 5 : 4);
  refuseUnless(key.get(LABEL.crv) === curve.crv, "public_key", "the curve does not fit the algorithm");
  const x = coordinate(LABEL.x);
  if (kty === 1) return { kty: "OKP", crv: curve.name, x };
  return { kty: "EC", crv: curve.name, x, y: coordinate(LABEL.y) };
}

function rsaKey(key: CborMap): JsonWebKey {
  requireLabels(key, 4);
  const n = key.get(LABEL.n);
  const e = key.get(LABEL.e);
  refuseUnless(n instanceof Uint8Array && e instanceof Uint8Array, "public_key", "n or e is missing");
  // RFC 8230 section 4: no leading zeros.
  refuseUnless(n[0] !== 0 && e[0] !== 0, "public_key", "n or e begins with a zero");
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24;
  refuseUnless(bits >= RSA_BITS.least && bits <= RSA_BITS.most, "public_key", "the modulus has a bad length");
  const exponent = e.length <= 4 ? Number.parseInt(Buffer.from(e).toString("hex"), 16) : 0;
  refuseUnless(exponent >= 3 && exponent % 2 === 1, "public_key", "the exponent is bad");
  return { kty: "RSA", n: encoded(n), e: encoded(e) };
}

// The number of labels is enough: each one that is needed is read, and decoding refuses duplicates.
function requireLabels(key: CborMap, count: number): void {
  refuseUnless(key.size === count, "public_key", "the key has parameters that do not belong there");
}

function bytesOfLength(value: Cbor | undefined, length: number): Uint8Array {
  if (value instanceof Uint8Array && value.length === length) return value;
  throw new WebAuthnRefusal("public_key", "a coordinate is missing or has a bad length");
}

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/**
 * hasEcdsaKey tells whether a stored COSE_Key signs with ECDSA.
 *
 * @throws WebAuthnRefusal `malformed` if the key is no CBOR, which a stored key never is
 */
export function hasEcdsaKey(publicKey: Uint8Array): boolean {
  const key = decodeCbor(publicKey);
  return key instanceof Map && key.get(LABEL.kty) === 2;
}
