import type { PublicKeyCredentialHint } from "@simplewebauthn/server";
import type { CredentialDescriptor } from "./options.js";

/** Transports of authenticators that are plugged in or held to the reader (WebAuthn section 5.8.4). */
const OF_SECURITY_KEYS: ReadonlySet<string> = new Set(["usb", "nfc", "ble", "smart-card"]);

/**
 * hintsFor says what the browser should lead with (WebAuthn section 5.8.7): the security key, where every credential
 * is known to be on one; nothing otherwise, and the browser looks for itself.
 */
export function hintsFor(credentials: readonly CredentialDescriptor[]): PublicKeyCredentialHint[] {
  const onKeys = credentials.every(
    ({ transports }) =>
      transports.length > 0 && transports.every((transport) => OF_SECURITY_KEYS.has(transport)),
  );
  return onKeys && credentials.length > 0 ? ["security-key"] : [];
}
