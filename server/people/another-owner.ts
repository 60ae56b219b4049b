import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { newId } from "../secrets.js";
import type { User } from "../storage/storage.js";
import type { PeopleDeps } from "./users.js";

const LEASE_SECONDS = 30;

/**
 * Runs what takes an owner away: deletes or suspends them, or takes the role. Owners are taken away one at a time over
 * all processes, so that two who do it to each other at the same moment do not leave an installation that nobody owns.
 * @param userId who is to be taken away; for somebody who is no owner there is nothing to heed
 * @param may throws where the caller may not: whoever may not learns nothing of how many owners there are
 * @throws LatchkeyError `conflict` where no other owner would be left, or another one is being taken away right now;
 *   and what `may` and `run` throw
 */
export async function whileAnotherOwnerStays<T>(
  deps: Pick<PeopleDeps, "storage" | "factors">,
  userId: string,
  may: (user: User) => void,
  run: () => Promise<T>,
): Promise<T> {
  const { users, leases } = deps.storage;
  // The role counts only with a second factor.
  const isOwner = (user: User) =>
    user.roles.includes("owner") && !user.suspended && hasSecondFactor(user, deps.factors);
  const read = await users.read(userId);
  if (!read || !isOwner(read.user)) return run();
  may(read.user);
  const holder = newId();
  if (!(await leases.hold("owners", holder, LEASE_SECONDS)))
    throw new LatchkeyError("conflict", "Another owner is being changed at this moment. Try again.");
  try {
    const owners = (await users.listPrivileged()).filter(isOwner);
    if (owners.every(({ id }) => id === userId))
      throw new LatchkeyError("conflict", "This is the last owner. Make another user an owner first.");
    return await run();
  } finally {
    await leases.release("owners", holder);
  }
}
