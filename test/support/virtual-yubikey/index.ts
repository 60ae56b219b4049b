export { isReset, openVirtual } from "./open-virtual.js";
export { VirtualClock } from "./virtual-clock.js";
export { VirtualYubiKey } from "./virtual-yubikey.js";
