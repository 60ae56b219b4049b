import { refuseUnless } from "./refusal.js";
import { type CborMap, decodeCbor } from "./strict-cbor.js";

/** An attestation object (WebAuthn section 6.5.4). */
export interface AttestationObject {
  readonly format: string;
  readonly statement: CborMap;
  readonly authData: Uint8Array;
}

/**
 * parseAttestationObject decodes an attestation object (section 7.1 step 13): one CBOR map, cut short
 * nowhere and with nothing after it.
 *
 * @throws WebAuthnRefusal `malformed`
 */
export function parseAttestationObject(bytes: Uint8Array): AttestationObject {
  const object = decodeCbor(bytes);
  refuseUnless(object instanceof Map, "malformed", "the attestation object is no map");
  const format = object.get("fmt");
  const statement = object.get("attStmt");
  const authData = object.get("authData");
  refuseUnless(typeof format === "string", "malformed", "the attestation object has no format");
  // An empty array passes the library as a statement of format none.
  refuseUnless(statement instanceof Map, "malformed", "the attestation statement is no map");
  refuseUnless(
    authData instanceof Uint8Array,
    "malformed",
    "the attestation object has no authenticator data",
  );
  return { format, statement, authData };
}
