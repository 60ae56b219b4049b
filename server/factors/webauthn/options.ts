import type {
  AttestationConveyancePreference,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialHint,
  PublicKeyCredentialRequestOptionsJSON,
  UserVerificationRequirement,
} from "@simplewebauthn/server";
import { ATTESTATION_FORMATS } from "./attestation-statement.js";

/**
 * COSE algorithms that are offered, the preferred first: ES256, EdDSA, RS256 (which Windows Hello
 * needs). Written down so that a newer Node or library changes nothing; Ed448 (-53) is left out, as the
 * library could not verify its assertions.
 */
export const SUPPORTED_ALGORITHM_IDS: readonly number[] = [-7, -8, -257];

/** A credential as options name it. */
export interface CredentialDescriptor {
  /** base64url. */
  readonly id: string;
  readonly transports: readonly string[];
}

/** What a browser is asked for at registration. */
export interface CreationRequest {
  readonly rpId: string;
  readonly rpName: string;
  readonly user: {
    /** WebAuthn user handle, base64url: random, never a name (section 14.6.1). */
    readonly handle: string;
    readonly name: string;
    readonly displayName: string;
  };
  /** At least 16 random bytes (section 13.4.3), base64url. */
  readonly challenge: string;
  /** The user's credentials, so that one authenticator is not registered twice. */
  readonly excludeCredentials: readonly CredentialDescriptor[];
  readonly userVerification: UserVerificationRequirement;
  readonly attestation: AttestationConveyancePreference;
  /** Life of the challenge in milliseconds. */
  readonly timeoutMs: number;
  readonly hints?: readonly PublicKeyCredentialHint[];
}

/** What a browser is asked for at authentication. */
export interface AssertionRequest {
  readonly rpId: string;
  /** At least 16 random bytes (section 13.4.3), base64url. */
  readonly challenge: string;
  /** The user's credentials (or decoys); empty where the user is not known yet (conditional UI). */
  readonly allowCredentials: readonly CredentialDescriptor[];
  readonly userVerification: UserVerificationRequirement;
  /** Life of the challenge in milliseconds. */
  readonly timeoutMs: number;
  readonly hints?: readonly PublicKeyCredentialHint[];
}

/** creationOptions makes the options of a registration (WebAuthn section 5.4). */
export function creationOptions(request: CreationRequest): PublicKeyCredentialCreationOptionsJSON {
  const { user } = request;
  return {
    rp: { id: request.rpId, name: request.rpName },
    user: { id: user.handle, name: user.name, displayName: user.displayName },
    challenge: request.challenge,
    pubKeyCredParams: SUPPORTED_ALGORITHM_IDS.map((alg) => ({ alg, type: "public-key" })),
    timeout: request.timeoutMs,
    excludeCredentials: request.excludeCredentials.map(descriptor),
    authenticatorSelection: {
      residentKey: "preferred",
      requireResidentKey: false,
      userVerification: request.userVerification,
    },
    hints: [...(request.hints ?? [])],
    attestation: request.attestation,
    attestationFormats: [...ATTESTATION_FORMATS],
    extensions: { credProps: true },
  };
}

/** assertionOptions makes the options of an authentication (WebAuthn section 5.5). */
export function assertionOptions(request: AssertionRequest): PublicKeyCredentialRequestOptionsJSON {
  return {
    rpId: request.rpId,
    challenge: request.challenge,
    allowCredentials: request.allowCredentials.map(descriptor),
    timeout: request.timeoutMs,
    userVerification: request.userVerification,
    hints: [...(request.hints ?? [])],
  };
}

function descriptor({ id, transports }: CredentialDescriptor) {
  // No hint is better than an empty one, which an old browser may take for "none of them".
  return { id, type: "public-key" as const, ...(transports.length > 0 && { transports: [...transports] }) };
}
