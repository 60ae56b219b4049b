import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import {
  type AuthenticatorData,
  checkAuthenticatorData,
  parseAuthenticatorData,
} from "./authenticator-data.js";
import { checkClientData, parseClientData } from "./client-data.js";
import { hasEcdsaKey } from "./cose-key.js";
import { checkEcdsaSignature } from "./ecdsa-signature.js";
import { verifyAssertionSignature } from "./library.js";
import { refuseUnless } from "./refusal.js";
import {
  type AuthenticationResponse,
  authenticationResponseSchema,
  credentialIdOf,
  decodeBase64url,
  parseResponse,
} from "./response-schema.js";

/** One authentication ceremony: what the browser sent, what it was asked for, and what is stored. */
export interface AssertionCeremony {
  /** An `AuthenticationResponseJSON`, untrusted. */
  readonly response: unknown;
  /** The challenge of the options, base64url; the caller has made sure that it is used once. */
  readonly challenge: string;
  /** Origins of Latchkey's own pages, as `URL.origin` writes them. */
  readonly origins: readonly string[];
  readonly rpId: string;
  readonly requireUserVerification: boolean;
  /** The stored credential, which the caller found among those of the user. */
  readonly credential: StoredCredential;
  /** WebAuthn user handle of the credential's user, base64url. */
  readonly userHandle: string;
  /** Whether the response alone says who the user is: then it must carry the user handle. */
  readonly requireUserHandle: boolean;
}

/** What an assertion is compared with (WebAuthn section 4, "credential record"). */
export interface StoredCredential {
  /** base64url. */
  readonly id: string;
  /** COSE_Key. */
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  readonly backupEligible: boolean;
}

/** What a good assertion changes in the stored credential (section 7.2 step 24), and what it proved. */
export interface VerifiedAssertion {
  readonly signCount: number;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
}

/**
 * verifyAssertion verifies an assertion by WebAuthn section 7.2, in its order; what is left to the caller
 * is that the challenge is used once and in time, that the credential was allowed (step 5), and to store
 * the result.
 *
 * @throws WebAuthnRefusal for every other input, however malformed; `sign_count` only after the signature
 * was right, so that it really speaks of a cloned authenticator
 */
export async function verifyAssertion(ceremony: AssertionCeremony): Promise<VerifiedAssertion> {
  const { credential } = ceremony;
  const response = parseResponse(authenticationResponseSchema, ceremony.response);
  checkCredential(response, credential);
  checkUserHandle(response, ceremony);
  const clientData = parseClientData(decodeBase64url(response.response.clientDataJSON));
  checkClientData(clientData, { ...ceremony, type: "webauthn.get" });

  const data = parseAuthenticatorData(decodeBase64url(response.response.authenticatorData));
  checkAuthenticatorData(data, ceremony);
  checkNothingAttested(data);
  checkBackupEligibility(data, credential);

  const signature = decodeBase64url(response.response.signature);
  if (hasEcdsaKey(credential.publicKey)) checkEcdsaSignature(signature);
  await verifyAssertionSignature({
    response: forLibrary(response),
    expectedChallenge: ceremony.challenge,
    expectedOrigin: [...ceremony.origins],
    expectedRPID: ceremony.rpId,
    requireUserVerification: ceremony.requireUserVerification,
    // The library compares counters before it verifies the signature; we do it afterwards.
    credential: { id: credential.id, publicKey: Uint8Array.from(credential.publicKey), counter: 0 },
  });
  checkSignCount(data, credential);
  return { signCount: data.signCount, backedUp: data.backedUp, userVerified: data.userVerified };
}

/** Step 6, first part: the response is of the stored credential. */
function checkCredential(response: AuthenticationResponse, credential: StoredCredential): void {
  credentialIdOf(response);
  refuseUnless(response.id === credential.id, "credential_id", "the response is of another credential");
}

/** Step 6, second part. */
function checkUserHandle({ response }: AuthenticationResponse, ceremony: AssertionCeremony): void {
  const userHandle = response.userHandle ?? null;
  refuseUnless(
    userHandle !== null || !ceremony.requireUserHandle,
    "user_handle",
    "the user handle is missing",
  );
  refuseUnless(
    userHandle === null || userHandle === ceremony.userHandle,
    "user_handle",
    "the credential is of another user",
  );
}

/** Section 6.1: attested credential data belongs to registrations only. */
function checkNothingAttested(data: AuthenticatorData): void {
  refuseUnless(data.attested === null, "malformed", "an assertion carries attested credential data");
}

/** Step 19: whether a credential can be backed up never changes. */
function checkBackupEligibility(data: AuthenticatorData, stored: StoredCredential): void {
  refuseUnless(
    data.backupEligible === stored.backupEligible,
    "backup_eligibility",
    "the credential was registered with another backup eligibility",
  );
}

/** Step 22: a counter rises, unless the authenticator has none and always says zero. */
function checkSignCount({ signCount }: AuthenticatorData, stored: StoredCredential): void {
  refuseUnless(
    signCount > stored.signCount || (signCount === 0 && stored.signCount === 0),
    "sign_count",
    "the signature counter did not rise: the authenticator may have been cloned",
  );
}

/** forLibrary keeps what the library needs, so that it never sees a field that was not checked. */
function forLibrary({ id, response }: AuthenticationResponse): AuthenticationResponseJSON {
  const { clientDataJSON, authenticatorData, signature } = response;
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature },
  };
}
