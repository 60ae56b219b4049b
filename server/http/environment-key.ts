import { administratorExists } from "../access/setup.js";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import type { User } from "../storage/storage.js";
import { isEnvironmentKey, type Principal } from "./principal.js";

type RuleDeps = Pick<Deps, "storage" | "keys" | "factors">;

/**
 * The key of the environment sets an instance up and runs it; people administer it. Once an administrator exists that
 * key no longer reaches what decides over administrators: users who hold a role, roles, policy and keys.
 * @throws LatchkeyError `forbidden`
 */
export async function limitEnvironmentKey(deps: RuleDeps, principal: Principal): Promise<void> {
  if (!isEnvironmentKey(principal)) return;
  if (!(await administratorExists(deps.storage, deps.factors))) return;
  throw new LatchkeyError(
    "forbidden",
    "LATCHKEY_ADMIN_KEY may not do this once an administrator exists: sign in as one.",
  );
}

/**
 * The same for a change of a user, by name: users without a role may still be changed.
 * @throws LatchkeyError `forbidden`
 */
export async function limitEnvironmentKeyOn(
  deps: RuleDeps,
  principal: Principal,
  username: string,
): Promise<void> {
  if (!isEnvironmentKey(principal)) return;
  const read = await deps.storage.users.read(deps.keys.userId(username));
  if (read && holdsRole(read.user)) await limitEnvironmentKey(deps, principal);
}

function holdsRole({ roles }: User): boolean {
  return roles.length > 0;
}
