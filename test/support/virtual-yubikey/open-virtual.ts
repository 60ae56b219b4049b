import { openYubiKeyWith } from "../../../tokens/yubikey/yubikey.js";
import { VirtualClock } from "./virtual-clock.js";
import { type VirtualKeyOptions, VirtualYubiKey } from "./virtual-yubikey.js";

/** openVirtual plugs a virtual key in and opens it by our driver, both on one virtual clock. */
export async function openVirtual(options: VirtualKeyOptions = {}) {
  const clock = new VirtualClock();
  const key = new VirtualYubiKey({ now: clock.now, ...options });
  const device = key.device();
  const driver = await openYubiKeyWith(device, { delay: clock.delay });
  return { clock, key, device, driver };
}

/** isReset tells whether a report (8 bytes) is the reset report: zeros and a part number that cannot be. */
export function isReset(report: Uint8Array | undefined): boolean {
  const flag = report?.at(-1) ?? 0;
  return (
    (flag & 0x80) !== 0 && (flag & 0x1f) > 9 && report?.subarray(0, 7).every((byte) => byte === 0) === true
  );
}
