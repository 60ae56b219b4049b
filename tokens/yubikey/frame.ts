import { crc16 } from "./crc16.js";
import { DATA_SIZE, FLAG_WRITE } from "./reports.js";

/** PAYLOAD_SIZE is the size of a frame's payload in bytes; shorter payloads are filled with zeros. */
export const PAYLOAD_SIZE = 64;
const FRAME_SIZE = 70;
const LAST_PART = FRAME_SIZE / DATA_SIZE - 1;

/** FramePart is one report of a frame: 7 data bytes and the flag WRITE | part number. */
export interface FramePart {
  readonly data: Uint8Array;
  readonly flag: number;
}

/**
 * frameParts builds a frame (payload 64, slot command 1, CRC of the payload 2, zeros 3) and cuts it into the parts
 * to send. Parts of zeros only are left out, except the first and the last, which begin and end the frame.
 */
export function frameParts(command: number, payload: Uint8Array): FramePart[] {
  const frame = Buffer.alloc(FRAME_SIZE);
  frame.set(payload);
  frame.writeUInt8(command, PAYLOAD_SIZE);
  frame.writeUInt16LE(crc16(frame.subarray(0, PAYLOAD_SIZE)), PAYLOAD_SIZE + 1);
  const parts: FramePart[] = [];
  for (let number = 0; number <= LAST_PART; number += 1) {
    const data = frame.subarray(number * DATA_SIZE, (number + 1) * DATA_SIZE);
    if (number === 0 || number === LAST_PART || data.some((byte) => byte !== 0)) {
      parts.push({ data, flag: FLAG_WRITE | number });
    }
  }
  return parts;
}
