import { createDecipheriv, createHmac } from "node:crypto";
import { otpCode } from "../../yubikey/challenge.js";
import { crc16 } from "../../yubikey/crc16.js";
import { modhexDecode } from "../../yubikey/modhex.js";
import type { SlotType } from "./plan.js";
import type { SlotSecret } from "./secrets.js";

/** What a key has counted, as `activate` takes it. */
export type Used = { counter: number } | { useCounter: number; sessionCounter: number };

/** Somebody may have touched the key before. */
const LOOK_AHEAD = 10;
/** The encrypted part of a Yubico OTP in modhex. */
const ENCRYPTED_LETTERS = 32;
/** CRC-16 (ISO 13239) over data with its inverted CRC. */
const CRC_RESIDUE = 0xf0b8;

/** What the key has counted if `typed` is of this secret; null where it is not. */
export function usedByPress(type: SlotType, secret: SlotSecret, typed: string): Used | null {
  const text = typed.trim().toLowerCase();
  return type === "hotp" ? usedHotp(secret, text) : usedYubicoOtp(secret, text);
}

function usedHotp({ secret, digits, counter: first }: SlotSecret, text: string): Used | null {
  for (let counter = first; counter < first + LOOK_AHEAD; counter++) {
    const moving = Buffer.alloc(8);
    moving.writeBigUInt64BE(BigInt(counter));
    if (otpCode(createHmac("sha1", secret).update(moving).digest(), digits) === text) return { counter };
  }
  return null;
}

function usedYubicoOtp({ secret, privateId, publicId = "" }: SlotSecret, text: string): Used | null {
  const block = modhexDecode(text.slice(-ENCRYPTED_LETTERS));
  if (block?.length !== ENCRYPTED_LETTERS / 2 || text.slice(0, -ENCRYPTED_LETTERS) !== publicId) return null;
  const cipher = createDecipheriv("aes-128-ecb", secret, null).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(block), cipher.final()]);
  if (crc16(plain) !== CRC_RESIDUE || !privateId || !plain.subarray(0, privateId.length).equals(privateId))
    return null;
  // Bit 15 says that caps lock was on.
  return { useCounter: plain.readUInt16LE(6) & 0x7fff, sessionCounter: plain.readUInt8(11) };
}
