/** Requests about one's own break-glass code. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";

const path = (username: string): string => `/api/v1/users/${encodeURIComponent(username)}/break-glass-code`;

/** BreakGlassCode is what is known of one's code; ISO 8601, null where there is none. */
export interface BreakGlassCode {
  readonly createdAt: string | null;
}

/** readBreakGlassCode says whether there is one. */
export function readBreakGlassCode(username: string): Promise<BreakGlassCode> {
  return send("GET", path(username));
}

/** makeBreakGlassCode makes one, told this once; the one before ends. */
export async function makeBreakGlassCode(username: string): Promise<string> {
  return (await send<{ breakGlassCode: string }>("POST", path(username))).breakGlassCode;
}

/** endBreakGlassCode ends it. */
export function endBreakGlassCode(username: string): Promise<void> {
  return send("DELETE", path(username));
}
