export { isReset, openVirtual } from "./open-virtual.js";
export { VirtualClock } from "./virtual-clock.js";
export { type VirtualHandle, type VirtualKeyOptions, VirtualYubiKey } from "./virtual-yubikey.js";
