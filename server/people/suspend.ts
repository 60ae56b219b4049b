import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { withoutBypassCodes } from "../factors/credentials.js";
import { changeUser } from "../storage/change-user.js";
import type { User } from "../storage/storage.js";
import { whileAnotherOwnerStays } from "./another-owner.js";
import type { PeopleDeps } from "./users.js";

/**
 * Suspends a user or lets them go on. Nothing of a suspended user verifies; what they have stays as it is for the day on
 * which they go on, except for sessions, remembered browsers and bypass codes, which end.
 * @param mayChange throws where the caller may not; asked again inside the write
 * @throws LatchkeyError `not_found`, `conflict` for the last owner, and what `mayChange` throws
 */
export async function setSuspended(
  deps: PeopleDeps,
  caller: Caller,
  userId: string,
  suspended: boolean,
  mayChange: (user: User) => void,
): Promise<User> {
  const change = () =>
    changeUser(deps.storage, userId, (current) => {
      mayChange(current);
      // From now on it is a person's decision, which no run of the directory changes.
      const directory = current.directory && { ...current.directory, suspendedFor: null };
      const kept = suspended ? withoutBypassCodes(current) : current;
      return { user: { ...kept, suspended, directory } };
    });
  const { user, now } = suspended
    ? await whileAnotherOwnerStays(deps, userId, mayChange, change)
    : await change();
  if (suspended) {
    await deps.storage.sessions.endAll(userId);
    await deps.storage.devices.forgetAll(userId);
  }
  await deps.audit.record(caller, userFact(suspended ? "user.suspend" : "user.resume", user, now));
  return user;
}
