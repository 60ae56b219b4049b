import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { LatchkeyError } from "../errors.js";
import type { FactorRegistry } from "../factors/index.js";
import { assertGoodPassword } from "../people/password-rules.js";
import { createUser, type PeopleDeps } from "../people/users.js";
import { newSecret } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Storage, User } from "../storage/storage.js";
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
  const file = linkFile(dataDir);
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

/**
 * Creates the first administrator by the one-time link. The role counts once a second factor is confirmed: a link that
 * was used and led no further is renewed at the next start.
 * @throws LatchkeyError `invalid_request` for a weak password and `conflict` for a name that is taken (the link stays
 *   good), `unauthenticated` for a link that is unknown, used, expired or void
 */
export async function setUp(
  deps: PeopleDeps & { factors: FactorRegistry },
  caller: Caller,
  dataDir: string,
  { token, username, password }: { token: string; username: string; password: string },
): Promise<User> {
  await assertGoodPassword(password, username);
  const digest = deps.keys.digest("setup", token);
  const isVoid = await administratorExists(deps.storage, deps.factors);
  if (isVoid || !(await deps.storage.setup.take(digest))) {
    throw new LatchkeyError(
      "unauthenticated",
      "This set-up link was used or has expired. Restart Latchkey for a new one.",
    );
  }
  try {
    const owner = await createUser(deps, caller, { username, password, roles: ["owner"] });
    await deps.audit.record(caller, userFact("setup.complete", owner, owner.createdAt));
    await rm(linkFile(dataDir), { force: true });
    return owner;
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === "conflict")
      await deps.storage.setup.put(digest, SETUP_SECONDS);
    throw error;
  }
}

function linkFile(dataDir: string): string {
  return join(dataDir, "setup-url");
}
