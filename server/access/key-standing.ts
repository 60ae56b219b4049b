import type { ApplicationKey } from "../storage/storage.js";

/** Days before a key's end from which on it is warned of. */
const WARNED_DAYS = 14;

/** Whether a key is taken, and whether that ends soon. */
export type KeyStanding = "active" | "ends_soon" | "ended";

/** What a key counts for at an instant. */
export function keyStanding({ expiresAt }: Pick<ApplicationKey, "expiresAt">, now: Date): KeyStanding {
  if (expiresAt === null) return "active";
  const days = (expiresAt.getTime() - now.getTime()) / (24 * 3_600_000);
  if (days <= 0) return "ended";
  return days <= WARNED_DAYS ? "ends_soon" : "active";
}
