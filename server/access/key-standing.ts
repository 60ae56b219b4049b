import type { Application, ApplicationKey } from "../storage/storage.js";

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

/**
 * The applications that will soon be without a key: the last of their keys ends within 14 days. One that was rotated has
 * another, and the end of the old one is meant.
 */
export function soonWithoutKey(applications: readonly Application[], now: Date): Application[] {
  return applications.filter(({ suspended, keys }) => {
    const standings = keys.map((key) => keyStanding(key, now));
    return !suspended && standings.includes("ends_soon") && !standings.includes("active");
  });
}
