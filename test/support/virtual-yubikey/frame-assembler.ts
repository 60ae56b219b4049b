import { keyCrc } from "./key-crc.js";

/** KeyCommand is a frame that arrived whole: its slot command and 64 bytes of payload. */
export interface KeyCommand {
  readonly command: number;
  readonly payload: Uint8Array;
}

/** FrameAssembler collects the parts of a frame on the key's side. */
export class FrameAssembler {
  #frame = Buffer.alloc(70);
  #last = 9;

  /** clear forgets a frame that has begun. */
  clear(): void {
    this.#frame = Buffer.alloc(70);
    this.#last = 9;
  }

  /**
   * take adds part `number` (0 to 9, rising; the missing ones are zeros). Part 9 ends the frame: the command, or
   * "damaged" where the CRC does not fit. Null while parts are to come; a part out of order spoils the frame.
   */
  take(number: number, data: Uint8Array): KeyCommand | "damaged" | null {
    if (number === 0) {
      this.clear();
    } else if (number <= this.#last) {
      this.clear();
      return "damaged";
    }
    this.#frame.set(data, number * 7);
    this.#last = number;
    if (number < 9) return null;
    const payload = Uint8Array.from(this.#frame.subarray(0, 64));
    const command = this.#frame[64] ?? 0;
    const isWhole = keyCrc(payload) === this.#frame.readUInt16LE(65);
    this.clear();
    return isWhole ? { command, payload } : "damaged";
  }
}
