import { EXT, Slot, TKT } from "./slot.js";

const CONFIGURATION = 52;

/** SlotMemory is what the key keeps: two slots and the programming sequence, with the key's rules of writing. */
export class SlotMemory {
  readonly firmware: readonly [number, number, number];
  sequence: number;
  slots: Record<1 | 2, Slot | null> = { 1: null, 2: null };

  constructor(firmware: readonly [number, number, number], sequence: number) {
    this.firmware = firmware;
    this.sequence = sequence;
  }

  /** touchLevel is the low byte of the status: valid bits, and touch bits from firmware 3.0. */
  get touchLevel(): number {
    const { 1: one, 2: two } = this.slots;
    const touch =
      this.firmware[0] < 3 ? 0 : (one?.isTouchTriggered ? 4 : 0) | (two?.isTouchTriggered ? 8 : 0);
    return (one ? 1 : 0) | (two ? 2 : 0) | touch;
  }

  /** configure is CONFIG_1/2: 52 bytes and the current code; 52 zeros delete. False where the key refuses. */
  configure(number: 1 | 2, payload: Uint8Array): boolean {
    const bytes = payload.subarray(0, CONFIGURATION);
    const isDelete = bytes.every((byte) => byte === 0);
    const slot = isDelete ? null : Slot.parse(bytes);
    if ((slot === null && !isDelete) || !this.#mayWrite(number, payload)) return false;
    this.slots[number] = slot;
    return true;
  }

  /** update is UPDATE_1/2; the stored slot must allow it. */
  update(number: 1 | 2, payload: Uint8Array): boolean {
    const update = Slot.parse(payload.subarray(0, CONFIGURATION));
    const stored = this.slots[number];
    if (!update || !stored || !(stored.ext & EXT.allowUpdate) || !this.#mayWrite(number, payload))
      return false;
    const [major, minor, build] = this.firmware;
    const keepsCode = major === 4 && minor === 3 && build >= 2 && build <= 5;
    if (keepsCode && !update.accessCode.equals(stored.accessCode)) return false;
    this.slots[number] = stored.updated(update);
    return true;
  }

  /** swap exchanges the slots. What a real key does with an access code set is documented nowhere: no test may ask. */
  swap(): boolean {
    const { 1: one, 2: two } = this.slots;
    if ([one, two].some((slot) => slot?.accessCode.some((byte) => byte !== 0))) {
      throw new Error("Undocumented: a swap with an access code set.");
    }
    if (!one && !two) return false;
    this.slots = { 1: two, 2: one };
    return true;
  }

  /** countWrite moves the sequence: up by one, or to 0 when no slot is left. */
  countWrite(): void {
    this.sequence = this.slots[1] || this.slots[2] ? (this.sequence + 1) & 0xff : 0;
  }

  #mayWrite(number: 1 | 2, payload: Uint8Array): boolean {
    const code = payload.subarray(CONFIGURATION, CONFIGURATION + 6);
    if (this.slots[number] && !this.slots[number].opensWith(code)) return false;
    // PROTECT_CFG2 in slot 1 blocks slot 2, unless slot 2 is configured and carries the flag itself.
    const isProtected = number === 2 && (this.slots[1]?.tkt ?? 0) & TKT.protect;
    return !isProtected || ((this.slots[2]?.tkt ?? 0) & TKT.protect) !== 0;
  }
}
