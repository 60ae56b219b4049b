import { type AlgorithmName, COSE_ALGORITHM, signWith } from "./authenticator-keys.js";
import type { CborValue } from "./cbor.js";
import { type Certified, issueCertificate, type KeyPair } from "./certificates.js";

/** Attestation of the test authenticator: `packed-self` signs with the credential's own key. */
export type AttestationKind = "none" | "packed-self" | "packed" | "fido-u2f";

/** What a new credential signs about itself. */
export interface MadeCredential {
  readonly authData: Buffer;
  readonly clientDataHash: Buffer;
  readonly credentialId: Buffer;
  readonly keys: KeyPair;
}

/** Certificates for the attestation; a self-signed one is made where none is given. */
interface AttestationSettings {
  certificate?: Certified;
  chain?: readonly Certified[];
}

type Statement = { format: string; statement: Map<string, CborValue> };

/** attest makes the attestation statement (WebAuthn sections 8.2, 8.6 and 8.7). */
export function attest(
  kind: AttestationKind,
  algorithm: AlgorithmName,
  made: MadeCredential,
  settings: AttestationSettings,
  tweakSignature: (signature: Buffer) => Buffer = (signature) => signature,
): Statement {
  if (kind === "none") return { format: "none", statement: new Map() };
  const signed = Buffer.concat([made.authData, made.clientDataHash]);
  if (kind === "packed-self") {
    const sig = tweakSignature(signWith(made.keys, signed));
    return {
      format: "packed",
      statement: new Map<string, CborValue>([
        ["alg", COSE_ALGORITHM[algorithm]],
        ["sig", sig],
      ]),
    };
  }
  const certificate = settings.certificate ?? issueCertificate();
  const x5c = [certificate, ...(settings.chain ?? [])].map(({ der }) => der);
  if (kind === "packed") {
    const sig = tweakSignature(signWith(certificate.keys, signed));
    return {
      format: "packed",
      statement: new Map<string, CborValue>([
        ["alg", COSE_ALGORITHM.ES256],
        ["sig", sig],
        ["x5c", x5c],
      ]),
    };
  }
  const sig = tweakSignature(signWith(certificate.keys, u2fSigned(made)));
  return {
    format: "fido-u2f",
    statement: new Map<string, CborValue>([
      ["x5c", x5c],
      ["sig", sig],
    ]),
  };
}

/** u2fSigned is the old U2F registration message (WebAuthn section 8.6, verification step 5). */
function u2fSigned({ authData, clientDataHash, credentialId, keys }: MadeCredential): Buffer {
  const jwk = keys.publicKey.export({ format: "jwk" });
  const point = Buffer.concat([
    Buffer.from([0x04]),
    Buffer.from(jwk.x ?? "", "base64url"),
    Buffer.from(jwk.y ?? "", "base64url"),
  ]);
  return Buffer.concat([Buffer.from([0x00]), authData.subarray(0, 32), clientDataHash, credentialId, point]);
}
