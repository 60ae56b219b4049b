/** Every reason for which the YubiKey driver refuses; stable, so that callers and pages may look text up by it. */
export type YubiKeyErrorCode =
  | "invalid_argument"
  | "transfer_failed"
  | "busy"
  | "bad_answer"
  | "rejected"
  | "write_rejected"
  | "touch_timeout"
  | "cancelled"
  | "closed"
  | "no_permission"
  | "otp_interface_off"
  | "libusb_missing";

const HINTS: Readonly<Record<YubiKeyErrorCode, string>> = {
  invalid_argument: "Correct the argument that the message names; nothing was sent to the key.",
  transfer_failed:
    "Plug the key in again and repeat; if a write was under way, read the slot's state before relying on it.",
  busy: "Another program is using the key; close it (or wait a moment) and repeat.",
  bad_answer:
    "The answer was damaged or cut short on the way; repeat, and try another USB port if it comes back.",
  rejected:
    "The slot is empty or of another kind, or the key's smart-card interface has not yet given it back (up to 3 seconds).",
  write_rejected:
    "If the slot has an access code, give it as currentAccessCode; a write that was lost on the way looks the same, so repeat it once. A protected slot 2 refuses too.",
  touch_timeout: "Touch the key while it blinks, within about 15 seconds.",
  cancelled: "The caller cancelled the operation; the key is idle again.",
  closed: "Open the key again before using it.",
  no_permission:
    "On Linux install Yubico's udev rule 69-yubikey.rules and plug the key in again; on macOS allow this terminal or application Input Monitoring (System Settings, Privacy & Security).",
  otp_interface_off:
    "Switch the OTP interface on with `ykman config usb --enable OTP` and plug the key in again; a Security Key has none.",
  libusb_missing: "Install the system package libusb-1.0-0; node-hid's Linux builds need it.",
};

/**
 * YubiKeyError is the only error of the driver. `message` says what happened, `hint` (a sentence) what to do.
 * Neither ever holds a secret, a key, an access code or anything that was sent: no cause is attached, as a
 * transport's own error may quote the bytes it failed to send.
 */
export class YubiKeyError extends Error {
  override readonly name = "YubiKeyError";
  readonly code: YubiKeyErrorCode;
  readonly hint: string;

  constructor(code: YubiKeyErrorCode, message: string) {
    super(message);
    this.code = code;
    this.hint = HINTS[code];
  }
}
