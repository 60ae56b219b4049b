import { newSecret } from "../secrets.js";
import type { Credential } from "../storage/storage.js";
import type { Factor, FactorContext, Match } from "./factor.js";
import { verifyAssertion } from "./webauthn/assertion.js";
import { hintsFor } from "./webauthn/hints.js";
import { assertionOptions } from "./webauthn/options.js";
import { WebAuthnRefusal } from "./webauthn/refusal.js";
import { type AuthenticationResponse, authenticationResponseSchema } from "./webauthn/response-schema.js";

/**
 * A security key or passkey. The response names its credential; whatever is wrong with it is no match, so that a cloned,
 * revoked or foreign key is answered and counted as any wrong code. The spend is the signature counter.
 */
export const webauthn = {
  type: "webauthn",
  kind: "assertion",
  response: authenticationResponseSchema,

  async challenge(credentials, context) {
    const challenge = context.challenge ?? newSecret();
    const allowCredentials = credentials.flatMap(({ webauthn: key }) =>
      key ? [{ id: key.credentialId, transports: key.transports }] : [],
    );
    const options = assertionOptions({
      rpId: context.relyingParty.id,
      challenge,
      allowCredentials,
      userVerification: context.requireUserVerification ? "required" : "preferred",
      timeoutMs: context.relyingParty.timeoutSeconds * 1000,
      hints: hintsFor(allowCredentials),
    });
    return { challenge, options };
  },

  async verify(credentials, response, context) {
    const credential = credentials.find(({ webauthn: key }) => key?.credentialId === response.id);
    return credential ? matchOf(credential, response, context) : null;
  },
} satisfies Factor<AuthenticationResponse>;

async function matchOf(
  { id, webauthn: key, spent }: Credential,
  response: AuthenticationResponse,
  { challenge, relyingParty, requireUserVerification, handle }: FactorContext,
): Promise<Match | null> {
  if (!key || challenge === null) return null;
  try {
    const { signCount, backedUp } = await verifyAssertion({
      response,
      challenge,
      origins: relyingParty.origins,
      rpId: relyingParty.id,
      requireUserVerification,
      credential: {
        id: key.credentialId,
        publicKey: key.publicKey,
        signCount: spent && "signCount" in spent ? spent.signCount : 0,
        backupEligible: key.backupEligible,
      },
      userHandle: handle,
      // A passkey sign-in found the user by the handle of this response, so that it is there where it must be.
      requireUserHandle: false,
    });
    return { credentialId: id, spend: { signCount, backedUp } };
  } catch (error) {
    if (error instanceof WebAuthnRefusal) return null;
    throw error;
  }
}
