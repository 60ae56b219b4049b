import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verifyAssertion } from "../../../server/factors/webauthn/assertion.js";
import { parseAttestationObject } from "../../../server/factors/webauthn/attestation-object.js";
import { parseAuthenticatorData } from "../../../server/factors/webauthn/authenticator-data.js";
import type { RefusalReason } from "../../../server/factors/webauthn/refusal.js";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";

/** All values are hexadecimal. */
interface Vector {
  name: string;
  title: string;
  registration: {
    challenge: string;
    credential_id: string;
    clientDataJSON: string;
    attestationObject: string;
  };
  authentication: { challenge: string; clientDataJSON: string; authenticatorData: string; signature: string };
}

const file = new URL("../../vectors/webauthn/w3c-l3-vectors.json", import.meta.url);
const { rpId, origin, root, vectors } = JSON.parse(readFileSync(file, "utf8")) as {
  rpId: string;
  origin: string;
  root: string;
  vectors: Vector[];
};
const attestationRoots = [new X509Certificate(Buffer.from(root, "hex"))];
const now = new Date("2026-06-01T00:00:00Z");
const base64url = (hex: string) => Buffer.from(hex, "hex").toString("base64url");

/** Registrations that Latchkey refuses on purpose. */
const REFUSED_REGISTRATIONS: Record<string, [RefusalReason, string]> = {
  "none-es256-crossOrigin": ["cross_origin", "Latchkey's pages are never framed"],
  "none-es256-topOrigin": ["cross_origin", "Latchkey's pages are never framed"],
  "packed-ed448": ["algorithm", "the library cannot verify Ed448 assertions, so it is not offered"],
  "tpm-es256": ["attestation_statement", "the vector's TPM vendor id:00000000 is none of the assigned ones"],
  "android-key-es256": [
    "attestation_format",
    "the library would trust, and fetch for, a root that the response brings",
  ],
  "fido-u2f-es256": [
    "attestation_statement",
    "FIDO wants an AAGUID of zeros for U2F, the vector has another",
  ],
};

/** Assertions that Latchkey refuses on purpose. */
const REFUSED_ASSERTIONS: Record<string, [RefusalReason, string]> = {
  "none-es256-crossOrigin": ["cross_origin", "Latchkey's pages are never framed"],
  "none-es256-topOrigin": ["cross_origin", "Latchkey's pages are never framed"],
  "packed-ed448": ["signature", "the library cannot verify Ed448"],
};

function registration({ registration: given }: Vector) {
  return verifyRegistration({
    response: {
      id: base64url(given.credential_id),
      rawId: base64url(given.credential_id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(given.clientDataJSON),
        attestationObject: base64url(given.attestationObject),
      },
    },
    challenge: base64url(given.challenge),
    origins: [origin],
    rpId,
    userVerification: "discouraged",
    supportedAlgorithmIDs: [-7, -8, -35, -36, -257],
    attestationRoots,
    now,
  });
}

function assertion({ registration: given, authentication }: Vector) {
  const object = parseAttestationObject(Buffer.from(given.attestationObject, "hex"));
  const { attested, backupEligible } = parseAuthenticatorData(object.authData);
  if (attested === null) throw new Error("the vector has no credential");
  return verifyAssertion({
    response: {
      id: base64url(given.credential_id),
      rawId: base64url(given.credential_id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(authentication.clientDataJSON),
        authenticatorData: base64url(authentication.authenticatorData),
        signature: base64url(authentication.signature),
      },
    },
    challenge: base64url(authentication.challenge),
    origins: [origin],
    rpId,
    requireUserVerification: false,
    credential: {
      id: base64url(given.credential_id),
      publicKey: attested.publicKey,
      signCount: 0,
      backupEligible,
    },
    userHandle: "",
    requireUserHandle: false,
  });
}

it("there are 15 vectors of two ceremonies each", () => {
  expect(vectors).toHaveLength(15);
});

describe.each(vectors)("W3C Level 3 vector: $title", (vector) => {
  const refusedRegistration = REFUSED_REGISTRATIONS[vector.name];
  if (refusedRegistration) {
    const [reason, why] = refusedRegistration;
    it(`the registration is refused, as ${why}`, async () => {
      await expect(registration(vector)).rejects.toMatchObject({ name: "WebAuthnRefusal", reason });
    });
  } else {
    it("the registration is accepted, its chain only with the vectors' root", async () => {
      const credential = await registration(vector);
      expect(credential.credentialId).toBe(base64url(vector.registration.credential_id));
      expect(credential.attestation.verified).toBe(credential.attestation.type === "certified");
    });
  }

  const refusedAssertion = REFUSED_ASSERTIONS[vector.name];
  if (refusedAssertion) {
    const [reason, why] = refusedAssertion;
    it(`the assertion is refused, as ${why}`, async () => {
      await expect(assertion(vector)).rejects.toMatchObject({ name: "WebAuthnRefusal", reason });
    });
  } else {
    it("the assertion is accepted", async () => {
      await expect(assertion(vector)).resolves.toMatchObject({ signCount: 0 });
    });
  }
});
