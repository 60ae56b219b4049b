import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { notFound, unavailable } from "../errors.js";
import { MOST_RACES } from "../storage/change-user.js";
import type { User } from "../storage/storage.js";
import { tokensTakenBack } from "../tokens/take-back.js";
import { whileAnotherOwnerStays } from "./another-owner.js";
import type { PeopleDeps } from "./users.js";

/**
 * Deletes a user for good, and everything that is theirs, in one transaction: factors, recovery key, password, sessions,
 * remembered browsers and links. Hardware tokens go back to the stock with their counters, suspended until somebody looks
 * at them. The audit trail keeps what they did. Somebody new may have the name afterwards, and begins with nothing.
 * @param mayDelete throws where the caller may not; asked again before each write
 * @throws LatchkeyError `not_found`, `conflict` for the last owner, and what `mayDelete` throws
 */
export function deleteUser(
  deps: PeopleDeps,
  caller: Caller,
  userId: string,
  mayDelete: (user: User) => void,
): Promise<void> {
  const remove = () => removeUser(deps, caller, userId, mayDelete);
  return whileAnotherOwnerStays(deps, userId, mayDelete, remove);
}

async function removeUser(
  deps: PeopleDeps,
  caller: Caller,
  userId: string,
  mayDelete: (user: User) => void,
): Promise<void> {
  for (let race = 0; race < MOST_RACES; race++) {
    const read = await deps.storage.users.read(userId);
    if (!read || read.user.decoy) throw notFound("There is no such user.");
    const { user, now } = read;
    mayDelete(user);
    const tokens = await tokensTakenBack(deps.storage, user, now);
    if (!(await deps.storage.users.delete(user, tokens))) continue;
    await deps.audit.record(caller, {
      ...userFact("user.delete", user, now),
      detail: {
        credentials: user.credentials.length,
        tokens: tokens.map(({ next }) => next.serial).join(" "),
      },
    });
    return;
  }
  throw unavailable(`lost ${MOST_RACES} races for one user in a row`);
}
