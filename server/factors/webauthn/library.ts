import {
  SettingsService,
  type VerifiedAuthenticationResponse,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { type RefusalReason, WebAuthnRefusal } from "./refusal.js";

// The library keeps roots of its own for some formats in global state, and where a chain reaches one it
// fetches the revocation lists that the chain names, without a time limit. Without roots it verifies
// signatures and leaves chains alone; they are checked in certificate-chain.ts.
for (const identifier of [
  "apple",
  "android-key",
  "android-safetynet",
  "packed",
  "fido-u2f",
  "tpm",
] as const) {
  SettingsService.setRootCertificates({ identifier, certificates: [] });
}

type RegistrationInfo = VerifiedRegistrationResponse["registrationInfo"];

/**
 * verifyRegistrationSignature lets the library run section 7.1, above all the verification procedure of
 * the attestation format (step 22).
 *
 * @throws WebAuthnRefusal `attestation_statement` for whatever the library throws, which on bad input is
 * often a bare TypeError or RangeError
 */
export async function verifyRegistrationSignature(
  options: Parameters<typeof verifyRegistrationResponse>[0],
): Promise<NonNullable<RegistrationInfo>> {
  const result = await refuseRejection("attestation_statement", verifyRegistrationResponse(options));
  if (result.verified) return result.registrationInfo;
  throw new WebAuthnRefusal("attestation_statement", "the attestation signature is wrong");
}

/**
 * verifyAssertionSignature lets the library run section 7.2, above all the signature (step 21).
 *
 * @throws WebAuthnRefusal `signature` for whatever the library throws
 */
export async function verifyAssertionSignature(
  options: Parameters<typeof verifyAuthenticationResponse>[0],
): Promise<VerifiedAuthenticationResponse["authenticationInfo"]> {
  const result = await refuseRejection("signature", verifyAuthenticationResponse(options));
  if (result.verified) return result.authenticationInfo;
  throw new WebAuthnRefusal("signature", "the signature is wrong");
}

async function refuseRejection<T>(reason: RefusalReason, pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    throw new WebAuthnRefusal(reason, "the library refused the response", { cause });
  }
}
