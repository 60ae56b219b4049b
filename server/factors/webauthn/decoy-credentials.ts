import type { CredentialDescriptor } from "./options.js";

/** A keyed hash of at least 32 bytes; the key stays with the caller. */
export type KeyedHash = (message: string) => Uint8Array;

/**
 * Shapes of real credentials: length of the id in bytes, and transports sorted as registration stores
 * them. A shape that occurs more often is listed more often.
 */
const SHAPES: readonly { readonly bytes: number; readonly transports: readonly string[] }[] = [
  { bytes: 48, transports: ["nfc", "usb"] },
  { bytes: 64, transports: ["nfc", "usb"] },
  { bytes: 64, transports: ["usb"] },
  { bytes: 32, transports: ["internal"] },
  { bytes: 20, transports: ["hybrid", "internal"] },
  { bytes: 16, transports: ["hybrid", "internal"] },
];

/** Of 256 unknown names, so many seem to have a second device. */
const SECOND_DEVICE = 64;

/**
 * decoyCredentials invents the credentials of a user who does not exist, so that options for unknown
 * names look like those for known ones (WebAuthn section 14.6.2). The same key and name always give the
 * same credentials.
 *
 * @param name canonical name, or whatever stands for it in the caller's hash
 */
export function decoyCredentials(hash: KeyedHash, name: string): readonly CredentialDescriptor[] {
  const bytes = (...label: readonly (string | number)[]) => hash(JSON.stringify(["decoy", name, ...label]));
  const count = (bytes("count")[0] ?? 0) < SECOND_DEVICE ? 2 : 1;
  return Array.from({ length: count }, (_, index) => {
    const shape = SHAPES[(bytes("shape", index)[0] ?? 0) % SHAPES.length] ?? { bytes: 32, transports: [] };
    const id = Buffer.concat([bytes("id", index, 0), bytes("id", index, 1)]).subarray(0, shape.bytes);
    return { id: id.toString("base64url"), transports: shape.transports };
  });
}
