import { sendSignal } from "@simplewebauthn/browser";
import { keySignals } from "../api-own.js";

/**
 * signalKeys tells the browser which passkeys still count and what their owner is called, so that it drops
 * revoked ones (WebAuthn Level 3 section 5.1.10). Fire and forget: browsers without it, and failures, do not matter.
 */
export function signalKeys(username: string): void {
  void send(username).catch(() => undefined);
}

async function send(username: string): Promise<void> {
  const known: object = typeof PublicKeyCredential === "undefined" ? {} : PublicKeyCredential;
  if (!("signalAllAcceptedCredentials" in known)) return;
  const { rpId, userId, allAcceptedCredentialIds, name, displayName } = await keySignals(username);
  await sendSignal({
    signalName: "allAcceptedCredentials",
    rpID: rpId,
    userID: userId,
    allAcceptedCredentialIDs: [...allAcceptedCredentialIds],
  });
  await sendSignal({
    signalName: "currentUserDetails",
    rpID: rpId,
    userID: userId,
    userName: name,
    userDisplayName: displayName,
  });
}
