import { createHash } from "node:crypto";
import { refuseUnless } from "./refusal.js";
import { type CborMap, decodeCborItem } from "./strict-cbor.js";

/** Authenticator data (WebAuthn section 6.1). */
export interface AuthenticatorData {
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly signCount: number;
  /** Present exactly if the AT flag is set. */
  readonly attested: AttestedCredential | null;
}

/** Attested credential data (WebAuthn section 6.5.1). */
export interface AttestedCredential {
  /** 16 bytes. */
  readonly aaguid: Uint8Array;
  readonly credentialId: Uint8Array;
  /** The COSE_Key as it was sent. */
  readonly publicKey: Uint8Array;
  readonly coseKey: CborMap;
}

/** What the flags and the RP ID hash must say. */
export interface ExpectedAuthenticatorData {
  readonly rpId: string;
  readonly requireUserVerification: boolean;
}

const FLAG = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
  extensions: 0x80,
};
const FIXED_LENGTH = 37;
const ATTESTED_FIXED_LENGTH = 18;

/**
 * parseAuthenticatorData reads authenticator data to its last byte.
 *
 * Extension outputs are checked for form and not returned: Latchkey asks for none that it relies on,
 * and section 7.1 step 20 allows unsolicited ones to be ignored.
 *
 * @throws WebAuthnRefusal `malformed`
 */
export function parseAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  refuseUnless(bytes.length >= FIXED_LENGTH, "malformed", "authenticator data is too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(32);
  let end = FIXED_LENGTH;
  let attested: AttestedCredential | null = null;
  if (flags & FLAG.attested) ({ attested, end } = parseAttestedCredential(bytes, end));
  if (flags & FLAG.extensions) {
    const extensions = decodeCborItem(bytes, end);
    refuseUnless(extensions.value instanceof Map, "malformed", "extension outputs are no map");
    end = extensions.end;
  }
  refuseUnless(end === bytes.length, "malformed", "bytes after the authenticator data");
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: (flags & FLAG.userPresent) !== 0,
    userVerified: (flags & FLAG.userVerified) !== 0,
    backupEligible: (flags & FLAG.backupEligible) !== 0,
    backedUp: (flags & FLAG.backedUp) !== 0,
    signCount: view.getUint32(33),
    attested,
  };
}

function parseAttestedCredential(bytes: Uint8Array, start: number) {
  const idStart = start + ATTESTED_FIXED_LENGTH;
  refuseUnless(bytes.length >= idStart, "malformed", "attested credential data is too short");
  const idLength = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt16BE(idStart - 2);
  const keyStart = idStart + idLength;
  refuseUnless(bytes.length >= keyStart, "malformed", "the credential id is cut short");
  const { value: coseKey, end } = decodeCborItem(bytes, keyStart);
  refuseUnless(coseKey instanceof Map, "malformed", "the public key is no map");
  const attested: AttestedCredential = {
    aaguid: bytes.subarray(start, start + 16),
    credentialId: bytes.subarray(idStart, keyStart),
    publicKey: bytes.subarray(keyStart, end),
    coseKey,
  };
  return { attested, end };
}

/**
 * checkAuthenticatorData runs section 7.1 steps 14 to 17 and section 7.2 steps 15 to 18.
 *
 * @throws WebAuthnRefusal
 */
export function checkAuthenticatorData(data: AuthenticatorData, expected: ExpectedAuthenticatorData): void {
  const rpIdHash = createHash("sha256").update(expected.rpId).digest();
  refuseUnless(rpIdHash.equals(data.rpIdHash), "rp_id", "the credential is of another relying party");
  refuseUnless(data.userPresent, "user_presence", "nobody touched the authenticator");
  refuseUnless(
    data.userVerified || !expected.requireUserVerification,
    "user_verification",
    "the authenticator did not verify the user",
  );
  refuseUnless(data.backupEligible || !data.backedUp, "backup_flags", "backed up but not eligible for it");
}
