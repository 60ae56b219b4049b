/**
 * The YubiKey's OTP interface over HID: slots programmed for HOTP, HMAC-SHA1 challenge-response and Yubico OTP,
 * challenges answered, TOTP calculated. Not the OATH applet, which is reached by smart card only.
 */
export type { ChallengeOptions, TotpOptions } from "./challenge.js";
export { YubiKeyError, type YubiKeyErrorCode } from "./errors.js";
export { type FoundYubiKey, findYubiKeys, type HidLibrary, type ListedDevice } from "./find.js";
export type { HidDevice } from "./hid-device.js";
export type { ChallengeResponseOptions } from "./program-challenge-response.js";
export type { HotpOptions } from "./program-hotp.js";
export type { YubicoOtpOptions } from "./program-yubico-otp.js";
export type { KeyStatus, SlotNumber, SlotState } from "./reports.js";
export { type DeleteOptions, openYubiKey, type YubiKey } from "./yubikey.js";
