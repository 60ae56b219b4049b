import { keyCrc, withInvertedCrc } from "./key-crc.js";

/** Flag values of Yubico's ykdef.h that the key's side looks at. */
export const EXT = { serialApiVisible: 0x04, allowUpdate: 0x20 } as const;
export const TKT = {
  tabFirst: 0x01,
  tabAfterFixed: 0x02,
  tabAfterOtp: 0x04,
  enter: 0x20,
  oath: 0x40,
  protect: 0x80,
};
export const CFG = {
  hotp8: 0x02,
  lessThan64: 0x04,
  touch: 0x08,
  static: 0x20,
  hmac: 0x22,
  fixedMask: 0x50,
} as const;

const SIZE = 52;
const CODE_SIZE = 6;
const NO_CODE = Buffer.alloc(CODE_SIZE);

/** Slot is one written configuration, with the counters that the key keeps beside it. */
export class Slot {
  readonly bytes: Buffer;
  hotpCounter: number;
  useCounter = 0;
  sessionCounter = 0;
  usedSincePowerUp = false;

  private constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.hotpCounter = bytes.readUInt16BE(20) * 16;
  }

  /** parse takes 52 bytes as the key does: null where the CRC or the size of the fixed part is wrong. */
  static parse(bytes: Uint8Array): Slot | null {
    const copy = Buffer.from(bytes);
    return copy.length === SIZE && keyCrc(copy) === 0xf0b8 && (copy[44] ?? 99) <= 16 ? new Slot(copy) : null;
  }

  get fixed(): Buffer {
    return this.bytes.subarray(0, this.bytes[44]);
  }
  get uid(): Buffer {
    return this.bytes.subarray(16, 22);
  }
  get aesKey(): Buffer {
    return this.bytes.subarray(22, 38);
  }
  /** hmacKey is the 20-byte key of an HMAC or HOTP slot: the key field, then the start of the uid. */
  get hmacKey(): Buffer {
    return Buffer.concat([this.aesKey, this.uid.subarray(0, 4)]);
  }
  get accessCode(): Buffer {
    return this.bytes.subarray(38, 44);
  }
  get ext(): number {
    return this.bytes[45] ?? 0;
  }
  get tkt(): number {
    return this.bytes[46] ?? 0;
  }
  get cfg(): number {
    return this.bytes[47] ?? 0;
  }
  get isHmac(): boolean {
    return (this.tkt & TKT.oath) !== 0 && (this.cfg & CFG.hmac) === CFG.hmac;
  }
  get isHotp(): boolean {
    return (this.tkt & TKT.oath) !== 0 && (this.cfg & CFG.static) === 0;
  }
  /** isTouchTriggered: types by a touch, so not challenge-response (where a touch may only be asked for). */
  get isTouchTriggered(): boolean {
    return (this.tkt & TKT.oath) === 0 || this.isHotp;
  }

  /** opensWith tells whether a write that presents `code` may change this slot. */
  opensWith(code: Uint8Array): boolean {
    return this.accessCode.equals(NO_CODE) || this.accessCode.equals(code);
  }

  /** updated gives the slot after UPDATE: ext, tkt & 0x3F, cfg & 0x0C and the access code are taken over. */
  updated(update: Slot): Slot {
    const bytes = Buffer.from(this.bytes);
    update.accessCode.copy(bytes, 38);
    bytes[45] = update.ext;
    bytes[46] = (this.tkt & ~0x3f) | (update.tkt & 0x3f);
    bytes[47] = (this.cfg & ~0x0c) | (update.cfg & 0x0c);
    const slot = new Slot(Buffer.from(withInvertedCrc(bytes.subarray(0, 50))));
    slot.hotpCounter = this.hotpCounter;
    slot.useCounter = this.useCounter;
    return slot;
  }
}
