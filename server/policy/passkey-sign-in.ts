import type { Credential } from "../storage/storage.js";

/**
 * Whether a passkey alone signs in: never, only one that stays in its authenticator, or any, also one that a provider
 * copies between devices.
 */
export type PasskeySignIn = "off" | "device-bound" | "any";

/** The default of the policy: a copied key proves possession of an account elsewhere rather than of a device. */
export const PASSKEY_SIGN_IN: PasskeySignIn = "device-bound";

/** Whether the policy lets this credential stand for both factors. */
export function passkeySuffices(policy: PasskeySignIn, { webauthn }: Credential): boolean {
  if (policy === "off" || !webauthn) return false;
  return policy === "any" || !webauthn.backupEligible;
}
