import { createHmac } from "node:crypto";
import type { KeyCommand } from "./frame-assembler.js";
import { withInvertedCrc } from "./key-crc.js";
import { CFG, EXT } from "./slot.js";
import type { SlotMemory } from "./slot-memory.js";

/** Outcome of a command: a write that the memory takes (or not) when it is done, an answer, or a rejection. */
export type Outcome =
  | { kind: "write"; ms: number; apply: () => boolean }
  | { kind: "answer"; bytes: Uint8Array; needsTouch: boolean }
  | { kind: "rejected" };

/** KeyIdentity is what is burnt in: the serial number (null: the key has none) and how long a swap takes (ms). */
export interface KeyIdentity {
  readonly serial: number | null;
  readonly swapMs: number;
}

const REJECTED: Outcome = { kind: "rejected" };

/** obey carries out one slot command, as far as it can be without a touch. */
export function obey(memory: SlotMemory, identity: KeyIdentity, { command, payload }: KeyCommand): Outcome {
  switch (command) {
    case 0x01:
    case 0x03:
      return { kind: "write", ms: 30, apply: () => memory.configure(command === 0x01 ? 1 : 2, payload) };
    case 0x04:
    case 0x05:
      return { kind: "write", ms: 30, apply: () => memory.update(command === 0x04 ? 1 : 2, payload) };
    case 0x06:
      return { kind: "write", ms: identity.swapMs, apply: () => memory.swap() };
    case 0x10:
      return isSerialVisible(memory) ? answer(serialBytes(identity.serial)) : REJECTED;
    case 0x13:
      return memory.firmware[0] >= 4 && payload[0] === 0 ? answer(deviceInfo(memory, identity)) : REJECTED;
    case 0x30:
    case 0x38:
      return hmac(memory, command === 0x30 ? 1 : 2, payload);
    default:
      return REJECTED;
  }
}

function answer(bytes: Uint8Array, needsTouch = false): Outcome {
  return { kind: "answer", bytes: withInvertedCrc(bytes), needsTouch };
}

function isSerialVisible({ slots }: SlotMemory): boolean {
  return [slots[1], slots[2]].some((slot) => ((slot?.ext ?? 0) & EXT.serialApiVisible) !== 0);
}

function serialBytes(serial: number | null): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(serial ?? 0);
  return bytes;
}

/** USB supported and enabled (OTP, U2F, CCID, PIV, OATH, OpenPGP, FIDO2), form factor, version, lock, serial. */
function deviceInfo({ firmware }: SlotMemory, { serial }: KeyIdentity): Uint8Array {
  const serialTag = serial === null ? [] : [0x02, 4, ...serialBytes(serial)];
  const list = [
    0x01,
    2,
    0x02,
    0x3f,
    0x03,
    2,
    0x02,
    0x3f,
    ...serialTag,
    0x04,
    1,
    1,
    0x05,
    3,
    ...firmware,
    0x0a,
    1,
    0,
  ];
  return Uint8Array.of(list.length, ...list);
}

function hmac(memory: SlotMemory, number: 1 | 2, payload: Uint8Array): Outcome {
  const slot = memory.slots[number];
  if (!slot?.isHmac) return REJECTED;
  let length = payload.length;
  if (slot.cfg & CFG.lessThan64) {
    // The last byte is taken for the filling, and its whole trailing run is cut off.
    while (length > 0 && payload[length - 1] === payload[payload.length - 1]) length -= 1;
  }
  const mac = createHmac("sha1", slot.hmacKey).update(payload.subarray(0, length)).digest();
  return answer(mac, (slot.cfg & CFG.touch) !== 0);
}
