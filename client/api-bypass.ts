/** Requests about the one-time codes that the help desk gives to users. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";

/** BypassWish is what a code shall be good for. */
export interface BypassWish {
  readonly expiresInSeconds: number;
  readonly uses: number;
  readonly reason?: string;
}

/** IssuedBypassCode is a code as it is shown, the only time it is. */
export interface IssuedBypassCode {
  readonly bypassCodeId: string;
  readonly code: string;
  readonly expiresAt: string;
  readonly uses: number;
}

/** BypassCode is a code that is still good, without the code itself. */
export interface BypassCode {
  readonly id: string;
  readonly createdAt: string;
  readonly by: string;
  readonly expiresAt: string;
  readonly usesLeft: number;
  readonly reason: string | null;
}

const path = (username: string): string => `/api/v1/users/${encodeURIComponent(username)}/bypass-codes`;

/** makeBypassCode makes a code for a user whose device is at home. */
export function makeBypassCode(username: string, wish: BypassWish): Promise<IssuedBypassCode> {
  return send("POST", path(username), wish);
}

/** listBypassCodes returns the codes of a user that are still good. */
export async function listBypassCodes(username: string): Promise<readonly BypassCode[]> {
  return (await send<{ bypassCodes: readonly BypassCode[] }>("GET", path(username))).bypassCodes;
}

/** revokeBypassCode ends a code at once. */
export function revokeBypassCode(username: string, id: string): Promise<void> {
  return send("DELETE", `${path(username)}/${encodeURIComponent(id)}`);
}
