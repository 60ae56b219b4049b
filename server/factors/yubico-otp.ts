import { createDecipheriv, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Credential } from "../storage/storage.js";
import type { Factor, FactorContext } from "./factor.js";

/** Letters that every keyboard layout has in the same place, for the hex digits 0 to f. */
const MODHEX = "cbdefghijklnrtuv";
/** The encrypted part is the last 16 bytes; what stands before it is the public id. */
const ENCRYPTED_LETTERS = 32;
const PRIVATE_ID_BYTES = 6;
/** CRC-16 (ISO 13239) over data and its inverted CRC. */
const CRC_RESIDUE = 0xf0b8;
/** Bit 15 of the use counter says that caps lock was on. */
const USE_COUNTER_MASK = 0x7fff;

const yubicoResponse = z.strictObject({
  code: z
    .string()
    .max(128)
    .transform((code) => code.trim().toLowerCase())
    .pipe(
      z
        .string()
        .regex(
          new RegExp(`^[${MODHEX}]{${ENCRYPTED_LETTERS},64}$`),
          "A YubiKey code has 32 to 64 letters of cbdefghijklnrtuv. Other letters: the keyboard has another layout.",
        ),
    ),
});

/** What a YubiKey types at a tap: an AES block with counters that only go forward. */
export const yubicoOtp = {
  type: "yubico-otp",
  kind: "code",
  response: yubicoResponse,
  verify(credentials, { code }, context) {
    const publicId = code.slice(0, -ENCRYPTED_LETTERS);
    const block = fromModhex(code.slice(-ENCRYPTED_LETTERS));
    for (const credential of credentials) {
      if (credential.yubico?.publicId !== publicId) continue;
      const counters = open(credential, block, context);
      if (counters && isLater(credential, counters)) return { credentialId: credential.id, spend: counters };
    }
    return null;
  },
} satisfies Factor<z.output<typeof yubicoResponse>>;

interface Counters {
  useCounter: number;
  sessionCounter: number;
}

/** Decrypts the block; null where checksum or private id are not right. */
function open(credential: Credential, block: Uint8Array, context: FactorContext): Counters | null {
  const secret = context.unseal(credential);
  const cipher = createDecipheriv("aes-128-ecb", secret.subarray(PRIVATE_ID_BYTES), null).setAutoPadding(
    false,
  );
  const plain = Buffer.concat([cipher.update(block), cipher.final()]);
  const isOurs = timingSafeEqual(plain.subarray(0, PRIVATE_ID_BYTES), secret.subarray(0, PRIVATE_ID_BYTES));
  if (!isOurs || crc16(plain) !== CRC_RESIDUE) return null;
  return { useCounter: plain.readUInt16LE(6) & USE_COUNTER_MASK, sessionCounter: plain.readUInt8(11) };
}

function isLater({ spent }: Credential, { useCounter, sessionCounter }: Counters): boolean {
  if (!spent || !("useCounter" in spent)) return true;
  return (
    useCounter > spent.useCounter ||
    (useCounter === spent.useCounter && sessionCounter > spent.sessionCounter)
  );
}

function fromModhex(letters: string): Uint8Array {
  const hex = Array.from(letters, (letter) => MODHEX.indexOf(letter).toString(16)).join("");
  return Buffer.from(hex, "hex");
}

function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0x8408;
  }
  return crc;
}
