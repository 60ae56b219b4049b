import { LatchkeyError } from "../errors.js";
import { newId } from "../secrets.js";
import type { Storage, User } from "../storage/storage.js";

const LEASE_SECONDS = 30;

/**
 * Runs what takes an owner away: deletes or suspends them, or takes the role. Owners are taken away one at a time over
 * all processes, so that two who do it to each other at the same moment do not leave an installation that nobody owns.
 * @param userId who is to be taken away; for somebody who is no owner there is nothing to heed
 * @throws LatchkeyError `conflict` where no other owner would be left, or another one is being taken away right now;
 *   and what `run` throws
 */
export async function whileAnotherOwnerStays<T>(
  { users, leases }: Pick<Storage, "users" | "leases">,
  userId: string,
  run: () => Promise<T>,
): Promise<T> {
  const read = await users.read(userId);
  if (!read || !isActiveOwner(read.user)) return run();
  const holder = newId();
  if (!(await leases.hold("owners", holder, LEASE_SECONDS)))
    throw new LatchkeyError("conflict", "Another owner is being changed at this moment. Try again.");
  try {
    const owners = (await users.listPrivileged()).filter(isActiveOwner);
    if (owners.every(({ id }) => id === userId))
      throw new LatchkeyError("conflict", "This is the last owner. Make another user an owner first.");
    return await run();
  } finally {
    await leases.release("owners", holder);
  }
}

function isActiveOwner({ roles, suspended }: User): boolean {
  return roles.includes("owner") && !suspended;
}
