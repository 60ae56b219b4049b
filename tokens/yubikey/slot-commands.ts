import type { SlotNumber } from "./reports.js";

/** SLOT_COMMAND holds the command bytes of the OTP interface that the driver uses (Yubico's ykdef.h). */
export const SLOT_COMMAND = {
  swap: 0x06,
  deviceSerial: 0x10,
  deviceInfo: 0x13,
  configure: { 1: 0x01, 2: 0x03 },
  challengeHmac: { 1: 0x30, 2: 0x38 },
} as const satisfies Record<string, number | Record<SlotNumber, number>>;
