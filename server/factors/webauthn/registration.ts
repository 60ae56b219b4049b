import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { parseAttestationObject } from "./attestation-object.js";
import type { AttestationRoots } from "./attestation-roots.js";
import { type AttestationType, checkStatement } from "./attestation-statement.js";
import { checkAuthenticatorData, parseAuthenticatorData } from "./authenticator-data.js";
import { reachesRoot } from "./certificate-chain.js";
import { checkClientData, parseClientData } from "./client-data.js";
import { checkCoseKey } from "./cose-key.js";
import { verifyRegistrationSignature } from "./library.js";
import { refuseUnless } from "./refusal.js";
import {
  credentialIdOf,
  decodeBase64url,
  parseResponse,
  type RegistrationResponse,
  registrationResponseSchema,
} from "./response-schema.js";

/** One registration ceremony: what the browser sent and what it was asked for. */
export interface RegistrationCeremony {
  /** A `RegistrationResponseJSON`, untrusted. */
  readonly response: unknown;
  /** The challenge of the options, base64url; the caller has made sure that it is used once. */
  readonly challenge: string;
  /** Origins of Latchkey's own pages, as `URL.origin` writes them. */
  readonly origins: readonly string[];
  readonly rpId: string;
  readonly userVerification: "required" | "preferred" | "discouraged";
  /** COSE algorithms that the options offered. */
  readonly supportedAlgorithmIDs: readonly number[];
  /** Empty if none are configured: then no chain counts as verified. */
  readonly attestationRoots: AttestationRoots;
  /** The instant of the attempt, for the validity of certificates. */
  readonly now: Date;
}

/** A new credential, ready to be stored (WebAuthn section 4, "credential record"). */
export interface RegisteredCredential {
  /** base64url. */
  readonly credentialId: string;
  /** COSE_Key as the authenticator sent it. */
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  /** In the usual notation of a UUID; only a claim unless `attestation.verified`. */
  readonly aaguid: string;
  readonly transports: readonly string[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
  /** Whether the authenticator can offer the credential by itself; null if the browser does not know. */
  readonly discoverable: boolean | null;
  readonly attestation: {
    readonly format: string;
    readonly type: AttestationType;
    /** Whether a configured root vouches for the model of the authenticator. */
    readonly verified: boolean;
  };
}

/**
 * verifyRegistration verifies a registration by WebAuthn section 7.1, in its order; what is left to the
 * caller is that the challenge is used once and in time, and that the credential id is new (step 26).
 *
 * A chain that reaches no configured root is accepted and not `verified`, as the note of step 27 allows;
 * a policy that wants a known model asks for `attestation.verified`.
 *
 * @throws WebAuthnRefusal for every other input, however malformed
 */
export async function verifyRegistration(ceremony: RegistrationCeremony): Promise<RegisteredCredential> {
  const response = parseResponse(registrationResponseSchema, ceremony.response);
  const credentialId = credentialIdOf(response);
  const clientData = parseClientData(decodeBase64url(response.response.clientDataJSON));
  checkClientData(clientData, { ...ceremony, type: "webauthn.create" });

  const object = parseAttestationObject(decodeBase64url(response.response.attestationObject));
  const data = parseAuthenticatorData(object.authData);
  const requireUserVerification = ceremony.userVerification === "required";
  checkAuthenticatorData(data, { rpId: ceremony.rpId, requireUserVerification });
  const { attested } = data;
  refuseUnless(attested !== null, "malformed", "the authenticator data has no credential");
  refuseUnless(
    credentialId.equals(attested.credentialId),
    "credential_id",
    "another credential was attested",
  );
  const algorithm = checkCoseKey(attested.coseKey, ceremony.supportedAlgorithmIDs);

  const { type, chain } = checkStatement(object, algorithm);
  const { credential } = await verifyRegistrationSignature({
    response: forLibrary(response),
    expectedChallenge: ceremony.challenge,
    expectedOrigin: [...ceremony.origins],
    expectedRPID: ceremony.rpId,
    requireUserVerification,
    supportedAlgorithmIDs: [...ceremony.supportedAlgorithmIDs],
  });
  // Two parsers looked at the same bytes: what is stored must be what was verified.
  refuseUnless(
    credential.id === response.id && Buffer.from(credential.publicKey).equals(attested.publicKey),
    "malformed",
    "the authenticator data can be read in two ways",
  );

  return {
    credentialId: response.id,
    publicKey: Uint8Array.from(attested.publicKey),
    signCount: data.signCount,
    aaguid: uuid(attested.aaguid),
    transports: knownTransports(response.response.transports ?? []),
    backupEligible: data.backupEligible,
    backedUp: data.backedUp,
    userVerified: data.userVerified,
    discoverable: response.clientExtensionResults?.credProps?.rk ?? null,
    attestation: {
      format: object.format,
      type,
      verified: reachesRoot(chain, ceremony.attestationRoots, ceremony.now),
    },
  };
}

/** forLibrary keeps what the library needs, so that it never sees a field that was not checked. */
function forLibrary({ id, response }: RegistrationResponse): RegistrationResponseJSON {
  const { clientDataJSON, attestationObject } = response;
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject },
  };
}

/** Section 5.8.4 lets new transports appear; what cannot be one is dropped, as it is only a hint. */
function knownTransports(transports: readonly string[]): readonly string[] {
  return [...new Set(transports)].filter((transport) => /^[a-z-]+$/.test(transport)).sort();
}

function uuid(aaguid: Uint8Array): string {
  const hex = Buffer.from(aaguid).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
