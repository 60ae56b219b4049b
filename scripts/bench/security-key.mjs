import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** One key pair for all: making one takes longer than a request, and nothing here tests its uniqueness. */
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

const USER_PRESENT = 1;

/** A software authenticator: ES256, without a signature counter. */
export function newSecurityKey() {
  return { credentialId: randomBytes(64).toString("base64url") };
}

/** The credential as registration stores it (WebAuthn section 4, credential record). */
export function securityKeyCredential({ credentialId }) {
  return {
    credentialId,
    publicKey: coseKey(),
    transports: ["nfc", "usb"],
    aaguid: "00000000-0000-0000-0000-000000000000",
    backupEligible: false,
    userVerified: false,
    attested: false,
  };
}

/** COSE_Key of the public key (RFC 9053 section 7.1.1): kty EC2, alg ES256, crv P-256, x, y. */
function coseKey() {
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const coordinate = (label, value) =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(value, "base64url")]);
  const start = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  return Buffer.concat([start, coordinate(0x21, x), coordinate(0x22, y)]);
}

/**
 * Signs an assertion (WebAuthn section 6.3.3).
 * @returns {object} `AuthenticationResponseJSON`
 */
export function assertion({ credentialId }, { challenge, rpId, origin, userHandle }) {
  const clientData = Buffer.from(
    JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }),
  );
  const rpIdHash = createHash("sha256").update(rpId).digest();
  const authenticatorData = Buffer.concat([rpIdHash, Buffer.from([USER_PRESENT, 0, 0, 0, 0])]);
  const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]);
  return {
    id: credentialId,
    rawId: credentialId,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authenticatorData.toString("base64url"),
      signature: sign("sha256", signed, pair.privateKey).toString("base64url"),
      userHandle,
    },
  };
}
