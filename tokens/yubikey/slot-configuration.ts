import { crc16 } from "./crc16.js";

/** CONFIGURATION_SIZE is the size of a slot's configuration in bytes; 52 zero bytes delete the slot. */
export const CONFIGURATION_SIZE = 52;

/** EXTENDED holds the "ext" flags (Yubico's ykdef.h) that we set. */
export const EXTENDED = { serialApiVisible: 0x04, fastTrigger: 0x10, allowUpdate: 0x20 } as const;
/** TICKET holds the "tkt" flags that we set; `oath` means HOTP or, with CONFIG.hmac, challenge-response. */
export const TICKET = { appendEnter: 0x20, oath: 0x40 } as const;
/** CONFIG holds the "cfg" flags that we set. */
export const CONFIG = {
  hotp8: 0x02,
  hmacLessThan64: 0x04,
  requireTouch: 0x08,
  fixedModhex1: 0x10,
  fixedModhex2: 0x40,
  fixedModhex: 0x50,
  hmac: 0x22,
} as const;

/** SlotConfiguration is a slot's content before it is laid out in bytes. */
export interface SlotConfiguration {
  /** What a keyboard slot types first: public or token id, 0 to 16 bytes. */
  readonly fixed: Uint8Array;
  /** 6 bytes: private id, or the end of a long key and the HOTP counter. */
  readonly uid: Uint8Array;
  /** 16 bytes. */
  readonly key: Uint8Array;
  /** 6 bytes, zeros for none. */
  readonly accessCode: Uint8Array;
  readonly extended: number;
  readonly ticket: number;
  readonly config: number;
}

/**
 * encodeConfiguration lays a configuration out:
 * `fixed[16] uid[6] key[16] accessCode[6] fixedSize ext tkt cfg rfu[2] crc[2]`, the CRC inverted over the first 50.
 */
export function encodeConfiguration(slot: SlotConfiguration): Uint8Array {
  const bytes = Buffer.alloc(CONFIGURATION_SIZE);
  bytes.set(slot.fixed, 0);
  bytes.set(slot.uid, 16);
  bytes.set(slot.key, 22);
  bytes.set(slot.accessCode, 38);
  bytes.set([slot.fixed.length, slot.extended, slot.ticket, slot.config], 44);
  bytes.writeUInt16LE(crc16(bytes.subarray(0, 50)) ^ 0xffff, 50);
  return bytes;
}
