import type { Credential } from "../storage/storage.js";
import type { Rules } from "./policy.js";

/**
 * Whether the policy lets this credential stand for both factors: never, only one that stays in its authenticator (the
 * default, since a copied key proves possession of an account elsewhere rather than of a device), or any.
 */
export function passkeySuffices(policy: Rules["passkeySignIn"], { webauthn }: Credential): boolean {
  if (policy === "off" || !webauthn) return false;
  return policy === "any" || !webauthn.backupEligible;
}
