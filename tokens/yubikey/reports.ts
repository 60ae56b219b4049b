/** WRITE: the host sets it on a part it sends, the key clears it when it has taken the part. */
export const FLAG_WRITE = 0x80;
/** ANSWER ("response pending"): the report carries the part of an answer whose number is in the low 5 bits. */
export const FLAG_ANSWER = 0x40;
/** TOUCH ("timeout wait"): the key waits for a touch; the low 5 bits are the seconds left. */
export const FLAG_TOUCH = 0x20;
/** NUMBER_MASK takes the part number or the seconds left out of a flag byte. */
export const NUMBER_MASK = 0x1f;
/** FLAG_RESET is a part number that cannot be: the key drops whatever it is doing and shows its status again. */
export const FLAG_RESET = 0xff;

/** DATA_SIZE: of the 8 bytes of a report 7 are data, the last is the flag. */
export const DATA_SIZE = 7;
/** REPORT_SIZE is the size of a report on its way through HID: report id 0, 7 data bytes, 1 flag byte. */
export const REPORT_SIZE = 9;

/** Report is one feature report read from the key. */
export interface Report {
  readonly data: Uint8Array;
  readonly flag: number;
}

/** SlotNumber names one of a YubiKey's two OTP slots. */
export type SlotNumber = 1 | 2;

/** SlotState is what the key tells about a slot. `touchTriggered`: it types by a touch (firmware 3.0 and later). */
export interface SlotState {
  slot: SlotNumber;
  configured: boolean;
  touchTriggered: boolean;
}

/** KeyStatus is a key's status report: firmware "major.minor.build", programming sequence 0 to 255, two slots. */
export interface KeyStatus {
  firmware: string;
  programmingSequence: number;
  slots: [SlotState, SlotState];
}

const VALID_BIT = { 1: 0x01, 2: 0x02 } as const;
const TOUCH_BIT = { 1: 0x04, 2: 0x08 } as const;

/** parseStatus reads a status report (flag 0): byte 0 unused, firmware 3, programming sequence 1, touch level 2. */
export function parseStatus(data: Uint8Array): KeyStatus {
  const [, major = 0, minor = 0, build = 0, programmingSequence = 0, touchLevel = 0] = data;
  const slotState = (slot: SlotNumber): SlotState => ({
    slot,
    configured: (touchLevel & VALID_BIT[slot]) !== 0,
    touchTriggered: (touchLevel & TOUCH_BIT[slot]) !== 0,
  });
  return {
    firmware: `${major}.${minor}.${build}`,
    programmingSequence,
    slots: [slotState(1), slotState(2)],
  };
}
