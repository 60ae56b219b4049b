import { expect } from "vitest";
import { type AssertionCeremony, verifyAssertion } from "../../../server/factors/webauthn/assertion.js";
import {
  assertionOptions,
  creationOptions,
  SUPPORTED_ALGORITHM_IDS,
} from "../../../server/factors/webauthn/options.js";
import type { RefusalReason } from "../../../server/factors/webauthn/refusal.js";
import {
  type RegisteredCredential,
  type RegistrationCeremony,
  verifyRegistration,
} from "../../../server/factors/webauthn/registration.js";
import {
  type Authenticator,
  type AuthenticatorSettings,
  createAuthenticator,
  type Tweaks,
} from "../../support/authenticator.js";

export const RP_ID = "example.org";
export const ORIGIN = "https://example.org";
export const NOW = new Date("2026-06-01T12:00:00Z");
export const USER_HANDLE = Buffer.alloc(32, 7).toString("base64url");
export const CHALLENGE = Buffer.alloc(32, 9).toString("base64url");

/** newAuthenticator makes an authenticator for the test's relying party. */
export function newAuthenticator(settings: Partial<AuthenticatorSettings> = {}): Authenticator {
  return createAuthenticator({ rpId: RP_ID, origin: ORIGIN, ...settings });
}

/** registrationCeremony lets the authenticator register and gives the ceremony, ready to be verified. */
export function registrationCeremony(
  settings: Partial<AuthenticatorSettings> = {},
  tweaks: Tweaks = {},
  authenticator = newAuthenticator(settings),
): RegistrationCeremony {
  const options = creationOptions({
    rpId: RP_ID,
    rpName: "Example",
    user: { handle: USER_HANDLE, name: "ada", displayName: "Ada" },
    challenge: CHALLENGE,
    excludeCredentials: [],
    userVerification: "preferred",
    attestation: "direct",
    timeoutMs: 300_000,
  });
  return {
    response: authenticator.register(options, tweaks),
    challenge: CHALLENGE,
    origins: [ORIGIN],
    rpId: RP_ID,
    userVerification: "preferred",
    supportedAlgorithmIDs: SUPPORTED_ALGORITHM_IDS,
    attestationRoots: [],
    now: NOW,
  };
}

/** A registered authenticator and a login with it. */
export interface Login {
  readonly authenticator: Authenticator;
  readonly registered: RegisteredCredential;
  /** assert gives a ceremony of the authenticator, or of another one such as its clone. */
  readonly assert: (tweaks?: Tweaks, by?: Authenticator) => AssertionCeremony;
}

/** registered registers an authenticator, so that a test can log in with it. */
export async function registered(settings: Partial<AuthenticatorSettings> = {}): Promise<Login> {
  const authenticator = newAuthenticator(settings);
  const credential = await verifyRegistration(registrationCeremony({}, {}, authenticator));
  const assert = (tweaks: Tweaks = {}, by = authenticator): AssertionCeremony => ({
    response: by.assert(
      assertionOptions({
        rpId: RP_ID,
        challenge: CHALLENGE,
        allowCredentials: [{ id: credential.credentialId, transports: credential.transports }],
        userVerification: "preferred",
        timeoutMs: 300_000,
      }),
      tweaks,
    ),
    challenge: CHALLENGE,
    origins: [ORIGIN],
    rpId: RP_ID,
    requireUserVerification: false,
    credential: {
      id: credential.credentialId,
      publicKey: credential.publicKey,
      signCount: credential.signCount,
      backupEligible: credential.backupEligible,
    },
    userHandle: USER_HANDLE,
    requireUserHandle: false,
  });
  return { authenticator, registered: credential, assert };
}

/** expectRefusal expects a refusal with the given reason, and no other exception. */
export async function expectRefusal(verifying: Promise<unknown>, reason: RefusalReason): Promise<void> {
  await expect(verifying).rejects.toMatchObject({ name: "WebAuthnRefusal", reason });
}

/** expectRegistrationRefused registers and expects a refusal. */
export async function expectRegistrationRefused(
  reason: RefusalReason,
  tweaks: Tweaks,
  settings: Partial<AuthenticatorSettings> = {},
): Promise<void> {
  await expectRefusal(verifyRegistration(registrationCeremony(settings, tweaks)), reason);
}

/** expectAssertionRefused registers, logs in, and expects the login to be refused. */
export async function expectAssertionRefused(
  reason: RefusalReason,
  tweaks: Tweaks,
  changes: Partial<AssertionCeremony> = {},
  settings: Partial<AuthenticatorSettings> = {},
): Promise<void> {
  const { assert } = await registered(settings);
  await expectRefusal(verifyAssertion({ ...assert(tweaks), ...changes }), reason);
}
