/**
 * HidDevice is the part of node-hid's `HIDAsync` that the driver uses, so that a virtual key can stand in.
 * Both ways a feature report is 9 bytes: report id 0, then the YubiKey's 8 (7 data, 1 flag).
 */
export interface HidDevice {
  sendFeatureReport(data: number[] | Buffer): Promise<number>;
  getFeatureReport(reportId: number, length: number): Promise<Buffer>;
  close(): Promise<void> | void;
}

/** isHidDevice tells whether a value has the three methods of `HidDevice`. */
export function isHidDevice(value: unknown): value is HidDevice {
  if (typeof value !== "object" || value === null) return false;
  return ["sendFeatureReport", "getFeatureReport", "close"].every(
    (name) => typeof Reflect.get(value, name) === "function",
  );
}
