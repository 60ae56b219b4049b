import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { describe, expect, it } from "vitest";
import { createAuthenticator } from "./authenticator.js";

const rpId = "example.org";
const origin = "https://example.org";

describe("the test authenticator satisfies the library as it is", () => {
  for (const algorithm of ["ES256", "EdDSA", "RS256"] as const) {
    for (const attestation of ["none", "packed-self", "packed", "fido-u2f"] as const) {
      if (attestation === "fido-u2f" && algorithm !== "ES256") continue;
      it(`with ${algorithm} and ${attestation}`, async () => {
        const authenticator = createAuthenticator({ rpId, origin, algorithm, attestation });
        const creation = await generateRegistrationOptions({
          rpID: rpId,
          rpName: "Example",
          userName: "ada",
          attestationType: "direct",
        });
        const registered = await verifyRegistrationResponse({
          response: authenticator.register(creation),
          expectedChallenge: creation.challenge,
          expectedOrigin: origin,
          expectedRPID: rpId,
        });
        expect(registered.verified).toBe(true);
        expect(registered.registrationInfo?.fmt).toBe(attestation === "packed-self" ? "packed" : attestation);
        const credential = registered.registrationInfo?.credential;
        if (credential === undefined) throw new Error("no credential");

        const request = await generateAuthenticationOptions({ rpID: rpId, allowCredentials: [credential] });
        const asserted = await verifyAuthenticationResponse({
          response: authenticator.assert(request),
          expectedChallenge: request.challenge,
          expectedOrigin: origin,
          expectedRPID: rpId,
          credential,
        });
        expect(asserted.verified).toBe(true);
        expect(asserted.authenticationInfo.newCounter).toBe(2);
      });
    }
  }
});
