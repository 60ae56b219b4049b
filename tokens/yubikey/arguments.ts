import { isUint8Array } from "node:util/types";
import { YubiKeyError } from "./errors.js";
import type { SlotNumber } from "./reports.js";

/** invalidArgument makes the refusal of an argument. `rule` completes "<name> must be …" and never quotes the value. */
export function invalidArgument(name: string, rule: string): YubiKeyError {
  return new YubiKeyError("invalid_argument", `${name} must be ${rule}.`);
}

/** requireOptions refuses anything but an object. */
export function requireOptions(options: unknown): void {
  if (typeof options !== "object" || options === null)
    throw invalidArgument("The argument", "an object of options");
}

/** requireSlot refuses anything but 1 and 2. */
export function requireSlot(slot: unknown): SlotNumber {
  if (slot !== 1 && slot !== 2) throw invalidArgument("slot", "1 or 2");
  return slot;
}

/** requireBytes refuses other types and sizes. The encoders copy at the call, so the caller may wipe its bytes at once. */
export function requireBytes(name: string, value: unknown, least: number, most: number): Uint8Array {
  const size = least === most ? `${least}` : `${least} to ${most}`;
  if (!isUint8Array(value) || value.length < least || value.length > most) {
    throw invalidArgument(name, `a Uint8Array of ${size} bytes`);
  }
  return value;
}

/** requireInteger refuses anything but a whole number from `least` to `most`. */
export function requireInteger(name: string, value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most) {
    throw invalidArgument(name, `a whole number from ${least} to ${most}`);
  }
  return value;
}

/** requireFlag refuses anything but true, false and undefined, which stands for `byDefault`. */
export function requireFlag(name: string, value: unknown, byDefault: boolean): boolean {
  if (value === undefined) return byDefault;
  if (typeof value !== "boolean") throw invalidArgument(name, "true or false");
  return value;
}

/** requireTouchOptions refuses an `onTouch` that is no function and a `signal` that is no AbortSignal. */
export function requireTouchOptions({ onTouch, signal }: { onTouch?: unknown; signal?: unknown }): void {
  if (onTouch !== undefined && typeof onTouch !== "function") throw invalidArgument("onTouch", "a function");
  if (signal !== undefined && !isAbortSignal(signal)) throw invalidArgument("signal", "an AbortSignal");
}

/** By its shape, as a signal of another realm or a polyfill's is as good. */
function isAbortSignal(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return typeof Reflect.get(value, "aborted") === "boolean" && "addEventListener" in value;
}
