import { z } from "zod";
import type { DeviceToken } from "../verification/remembered-device.js";

/** The token of a remembered browser, where there is one. */
export const deviceFields = {
  deviceToken: z.string().optional(),
  deviceTokenExpiresAt: z.iso.datetime().optional(),
} as const;

export function deviceView(device: DeviceToken | null) {
  if (device === null) return {};
  return { deviceToken: device.deviceToken, deviceTokenExpiresAt: device.expiresAt.toISOString() };
}
