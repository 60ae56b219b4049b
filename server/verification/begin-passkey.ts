import { newSecret } from "../secrets.js";
import type { VerificationDeps } from "./deps.js";
import { offer, userOrDecoy } from "./offer.js";

/** No user: the one who answers is named by the user handle of the response. */
const NOBODY = "";

/** A challenge that any passkey of this service may answer. */
export interface BegunPasskey {
  verificationId: string;
  /** `PublicKeyCredentialRequestOptionsJSON` without credentials: the browser finds those that fit. */
  options: object;
}

/**
 * Begins a sign-in by passkey alone (WebAuthn L3 §5.1.4, conditional mediation). User verification is required, as the
 * passkey stands for both factors; the purpose of its own keeps the challenge from every other use.
 */
export async function beginPasskey(
  deps: VerificationDeps,
  from: { application: string; ip: string | null; userAgent: string | null },
): Promise<BegunPasskey> {
  const types = deps.factors.ofKind("assertion").map(({ type }) => type);
  const nobody = { ...userOrDecoy(deps, NOBODY, null), credentials: [] };
  const { offered, challenge } = await offer(deps, nobody, types, true);
  const verificationId = newSecret();
  await deps.storage.verifications.begin(
    {
      id: deps.keys.digest("verification", verificationId),
      purpose: "passkey",
      ...from,
      userId: null,
      username: NOBODY,
      challenge,
      userVerification: "required",
      redirectUri: null,
      state: null,
      sessionId: null,
      takesRemembered: false,
      outcome: null,
    },
    deps.relyingParty.timeoutSeconds,
  );
  return { verificationId, options: offered.find(({ options }) => options)?.options ?? {} };
}
