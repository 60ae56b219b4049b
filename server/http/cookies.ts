import type { Context } from "koa";
import type { DeviceToken } from "../verification/remembered-device.js";

/** `__Host-`: only over a secure connection (localhost counts), for this host alone, for every path (RFC 6265bis §4.1.3.2). */
const SESSION_COOKIE = "__Host-latchkey-session";

/** Token of a remembered browser; it outlives the session. */
const DEVICE_COOKIE = "__Host-latchkey-device";

const ATTRIBUTES = "Path=/; HttpOnly; Secure; SameSite=Lax";

/** The session cookie's value; null where the browser sent none. */
export function sessionCookie(ctx: Context): string | null {
  return cookie(ctx, SESSION_COOKIE);
}

/** The token of a remembered browser; null where it sent none. */
export function deviceCookie(ctx: Context): string | null {
  return cookie(ctx, DEVICE_COOKIE);
}

export function setDeviceCookie(ctx: Context, { deviceToken, expiresAt }: DeviceToken): void {
  ctx.append(
    "Set-Cookie",
    `${DEVICE_COOKIE}=${deviceToken}; ${ATTRIBUTES}; Expires=${expiresAt.toUTCString()}`,
  );
}

/** The value of a cookie; null where the browser sent none. */
export function cookie(ctx: Context, wanted: string): string | null {
  for (const pair of ctx.get("cookie").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === wanted && value) return value;
  }
  return null;
}

/** Sets the session cookie; it lives as long as the browser, and no longer than the session on the server. */
export function setSessionCookie(ctx: Context, token: string): void {
  ctx.append("Set-Cookie", `${SESSION_COOKIE}=${token}; ${ATTRIBUTES}`);
}

export function clearSessionCookie(ctx: Context): void {
  ctx.append("Set-Cookie", `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
}
