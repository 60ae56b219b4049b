import { type AccessCodes, newAccessCode } from "./access-code.js";
import { requireBytes, requireFlag } from "./arguments.js";
import type { SlotNumber } from "./reports.js";
import { EXTENDED, encodeConfiguration, TICKET } from "./slot-configuration.js";

/** YubicoOtpOptions of a slot that types a Yubico OTP (modhex) when it is touched. */
export interface YubicoOtpOptions extends AccessCodes {
  slot: SlotNumber;
  /** 0 to 16 bytes, typed first. */
  publicId: Uint8Array;
  /** 6 bytes, inside the encrypted part. */
  privateId: Uint8Array;
  /** AES-128 key, 16 bytes. */
  key: Uint8Array;
  /** Type Enter after the OTP; default true. */
  appendEnter?: boolean | undefined;
}

/** yubicoOtpConfiguration gives the 52 bytes of a Yubico OTP slot. Throws `invalid_argument`. */
export function yubicoOtpConfiguration(options: YubicoOtpOptions): Uint8Array {
  return encodeConfiguration({
    fixed: requireBytes("publicId", options.publicId, 0, 16),
    uid: requireBytes("privateId", options.privateId, 6, 6),
    key: requireBytes("key", options.key, 16, 16),
    accessCode: newAccessCode(options.accessCode),
    extended: EXTENDED.serialApiVisible | EXTENDED.allowUpdate | EXTENDED.fastTrigger,
    ticket: requireFlag("appendEnter", options.appendEnter, true) ? TICKET.appendEnter : 0,
    config: 0,
  });
}
