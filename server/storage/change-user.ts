import { notFound, unavailable } from "../errors.js";
import type { Claims, Storage, User } from "./storage.js";

/** Every lost race is somebody else's finished write, so a change gets through unless a user is under heavy attack. */
export const MOST_RACES = 40;

/** A change of one user: the user as it shall be, and names to claim or give up with it. */
export interface Change {
  user: User;
  claims?: Claims;
}

/**
 * Reads a user, changes it and writes it under the version that was read, again from the read where somebody else wrote
 * meanwhile. `change` must be pure: it may run several times, and throws where the change is not allowed.
 * @returns the user as it was and as it now is, and the database's instant
 * @throws LatchkeyError `not_found` for an unknown user, and what `change` and the write throw
 */
export async function changeUser(
  storage: Pick<Storage, "users">,
  id: string,
  change: (user: User, now: Date) => Change,
): Promise<{ before: User; user: User; now: Date }> {
  for (let race = 0; race < MOST_RACES; race++) {
    const read = await storage.users.read(id);
    if (!read || read.user.decoy) throw notFound("There is no such user.");
    const next = change(read.user, read.now);
    if (await storage.users.write(read.user, next.user, next.claims)) {
      return { before: read.user, user: next.user, now: read.now };
    }
  }
  throw unavailable(`lost ${MOST_RACES} races for one user in a row`);
}
