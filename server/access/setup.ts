import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FactorRegistry } from "../factors/index.js";
import { newSecret } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Storage } from "../storage/storage.js";
import { effectiveRoles } from "./sessions.js";

/** The link of the first administrator is good for an hour; each start renews it. */
const SETUP_SECONDS = 3600;

/** Whether an owner or administrator with a second factor exists: from then on the environment's key is limited. */
export async function administratorExists(
  storage: Pick<Storage, "users">,
  factors: FactorRegistry,
): Promise<boolean> {
  const privileged = await storage.users.listPrivileged();
  return privileged.some((user) => {
    const roles = effectiveRoles(user, factors);
    return roles.includes("owner") || roles.includes("administrator");
  });
}

/**
 * Writes a fresh set-up link to `<data>/setup-url`, or takes the old one away once an administrator exists.
 * @returns the link; null where none is needed
 */
export async function renewSetupLink(
  deps: { storage: Storage; factors: FactorRegistry; keys: Keys; publicUrl: string },
  dataDir: string,
): Promise<string | null> {
  const file = join(dataDir, "setup-url");
  if (await administratorExists(deps.storage, deps.factors)) {
    await deps.storage.setup.clear();
    await rm(file, { force: true });
    return null;
  }
  const token = newSecret();
  await deps.storage.setup.put(deps.keys.digest("setup", token), SETUP_SECONDS);
  // In the fragment, which browsers send to no server and write to no referrer.
  const link = `${deps.publicUrl}/setup#${token}`;
  await rm(file, { force: true });
  await writeFile(file, `${link}\n`, { mode: 0o600, flag: "wx" });
  return link;
}
