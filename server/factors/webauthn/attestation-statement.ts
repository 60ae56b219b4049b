import { X509Certificate } from "node:crypto";
import type { AttestationObject } from "./attestation-object.js";
import { checkEcdsaSignature } from "./ecdsa-signature.js";
import { refuseErrors, refuseUnless, WebAuthnRefusal } from "./refusal.js";
import type { CborMap } from "./strict-cbor.js";

/** What kind of attestation was given (WebAuthn section 6.5.3); `certified` covers all that have x5c. */
export type AttestationType = "none" | "self" | "certified";

/** An attestation statement of which the form is right; its signature is not verified yet. */
export interface StatementFacts {
  readonly type: AttestationType;
  /** The attestation certificate and those after it in x5c; empty unless `type` is `certified`. */
  readonly chain: readonly X509Certificate[];
}

/**
 * Formats that are verified, in the order in which they are asked for.
 *
 * `android-key` is left out: the library verifies its chain against a root that the response itself
 * brings, and would fetch any address that such a chain names as its revocation list; it also reads
 * neither purpose nor origin of the key (section 8.4). `android-safetynet` is left out because the
 * service behind it has ended.
 */
export const ATTESTATION_FORMATS = ["packed", "fido-u2f", "tpm", "apple", "none"] as const;

const NO_CERTIFICATES: readonly X509Certificate[] = [];
const MAX_CERTIFICATES = 8;
const MAX_RSA_BITS = 4096;

/** Key types that can make a signature of an attestation algorithm; -65535 is RS1, which TPMs use. */
const KEY_TYPE_OF_ALGORITHM: ReadonlyMap<number, "ec" | "ed25519" | "rsa"> = new Map([
  ...[-7, -35, -36].map((alg) => [alg, "ec"] as const),
  [-8, "ed25519"] as const,
  ...[-37, -38, -39, -257, -258, -259, -65535].map((alg) => [alg, "rsa"] as const),
]);

/**
 * checkStatement runs the parts of section 7.1 steps 21 and 22 that the library leaves out, before it
 * verifies the signature.
 *
 * @param credentialAlgorithm COSE algorithm of the credential's own key
 * @throws WebAuthnRefusal `attestation_format` or `attestation_statement`
 */
export function checkStatement(object: AttestationObject, credentialAlgorithm: number): StatementFacts {
  const { format, statement } = object;
  if (format === "none") return checkNone(statement);
  if (format === "packed") return checkPacked(statement, credentialAlgorithm);
  if (format === "fido-u2f") return checkFidoU2f(statement, credentialAlgorithm);
  if (format === "tpm") return { type: "certified", chain: checkSigningChain(statement) };
  if (format === "apple") return { type: "certified", chain: parseChain(statement) };
  throw new WebAuthnRefusal("attestation_format", "the attestation format is not supported");
}

/** Section 8.7: the statement is an empty map. */
function checkNone(statement: CborMap): StatementFacts {
  refuseStatementUnless(statement.size === 0, "a statement of format none says something");
  return { type: "none", chain: NO_CERTIFICATES };
}

/** Section 8.2. */
function checkPacked(statement: CborMap, credentialAlgorithm: number): StatementFacts {
  refuseStatementUnless(!statement.has("ecdaaKeyId"), "ECDAA was removed from the standard");
  if (statement.has("x5c")) {
    const chain = checkSigningChain(statement);
    checkSubjectCountry(leafOf(chain));
    return { type: "certified", chain };
  }
  // The library takes the hash from the statement and the key from the credential.
  const alg = statement.get("alg");
  refuseStatementUnless(alg === credentialAlgorithm, "self attestation uses another algorithm");
  if (KEY_TYPE_OF_ALGORITHM.get(credentialAlgorithm) === "ec") checkEcdsaSignature(signatureOf(statement));
  return { type: "self", chain: NO_CERTIFICATES };
}

/** Section 8.6: exactly one certificate, and P-256 for both keys. */
function checkFidoU2f(statement: CborMap, credentialAlgorithm: number): StatementFacts {
  const chain = parseChain(statement);
  refuseStatementUnless(chain.length === 1, "a U2F statement has exactly one certificate");
  const { asymmetricKeyDetails } = leafOf(chain).publicKey;
  refuseStatementUnless(
    asymmetricKeyDetails?.namedCurve === "prime256v1",
    "the U2F certificate is not on P-256",
  );
  refuseStatementUnless(credentialAlgorithm === -7, "a U2F credential is always ES256");
  checkEcdsaSignature(signatureOf(statement));
  return { type: "certified", chain };
}

/** checkSigningChain checks that the leaf key can have made a signature of `alg` (sections 8.2.1, 8.3). */
function checkSigningChain(statement: CborMap): readonly X509Certificate[] {
  const chain = parseChain(statement);
  const { asymmetricKeyType } = leafOf(chain).publicKey;
  const alg = statement.get("alg");
  const wanted = typeof alg === "number" ? KEY_TYPE_OF_ALGORITHM.get(alg) : undefined;
  refuseStatementUnless(asymmetricKeyType === wanted, "the certificate's key does not fit the algorithm");
  if (wanted === "ec") checkEcdsaSignature(signatureOf(statement));
  return chain;
}

/** Section 8.2.1: Subject-C is an ISO 3166 code; AA, XA and others are free for private use. */
function checkSubjectCountry(leaf: X509Certificate): void {
  const country: unknown = leaf.toLegacyObject().subject.C;
  refuseStatementUnless(
    typeof country === "string" && /^[A-Z]{2}$/.test(country),
    "the country is no ISO 3166 code",
  );
}

function parseChain(statement: CborMap): readonly X509Certificate[] {
  const x5c = statement.get("x5c");
  refuseStatementUnless(
    Array.isArray(x5c) && x5c.length > 0 && x5c.length <= MAX_CERTIFICATES,
    "x5c is no list of a few certificates",
  );
  return x5c.map(parseCertificate);
}

function parseCertificate(der: unknown): X509Certificate {
  refuseStatementUnless(der instanceof Uint8Array, "x5c holds something else than bytes");
  return refuseErrors("attestation_statement", "a certificate cannot be read", () => {
    const certificate = new X509Certificate(der);
    const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    refuseStatementUnless(bits <= MAX_RSA_BITS, "a certificate's RSA key is too long");
    refuseStatementUnless(certificate.raw.equals(der), "bytes after a certificate");
    return certificate;
  });
}

function leafOf(chain: readonly X509Certificate[]): X509Certificate {
  const [leaf] = chain;
  if (leaf === undefined) throw new WebAuthnRefusal("attestation_statement", "x5c is empty");
  return leaf;
}

function signatureOf(statement: CborMap): Uint8Array {
  const signature = statement.get("sig");
  refuseStatementUnless(signature instanceof Uint8Array, "the statement has no signature");
  return signature;
}

function refuseStatementUnless(condition: boolean, detail: string): asserts condition {
  refuseUnless(condition, "attestation_statement", detail);
}
