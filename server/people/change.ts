import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { changeUser } from "../storage/change-user.js";
import type { Role, User } from "../storage/storage.js";
import { whileAnotherOwnerStays } from "./another-owner.js";
import type { PeopleDeps } from "./users.js";
import { noteWanted } from "./wanted.js";

/** What may be changed of a user; what is absent stays. */
export interface UserChanges {
  displayName?: string | null | undefined;
  email?: string | null | undefined;
  language?: string | undefined;
  groups?: string[] | undefined;
  preferredFactors?: string[] | undefined;
  roles?: Role[] | undefined;
}

/**
 * Changes a user's profile, groups and roles.
 * @returns the user as it was and as it now is, and the instant
 * @param mayChange throws where the caller may not; asked again inside the write
 * @throws LatchkeyError `not_found`, `forbidden` for name and address of a user of the directory,
 *   `conflict` for the role of the last owner, and what `mayChange` throws
 */
export async function changeProfile(
  deps: PeopleDeps,
  caller: Caller,
  userId: string,
  changes: UserChanges,
  mayChange: (user: User) => void,
): Promise<{ before: User; user: User; now: Date }> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const change = () =>
    changeUser(deps.storage, userId, (current) => {
      mayChange(current);
      assertOurs(current, changes);
      return { user: { ...current, ...given } };
    });
  const takesRole = changes.roles !== undefined && !changes.roles.includes("owner");
  const { before, user, now } = takesRole
    ? await whileAnotherOwnerStays(deps, userId, mayChange, change)
    : await change();
  await deps.audit.record(caller, {
    at: now,
    action: changes.roles === undefined ? "user.change" : "user.roles",
    outcome: "success",
    user: user.username,
    userId: user.id,
    factor: null,
    credentialId: null,
    detail: {
      fields: Object.keys(given).join(" "),
      ...(changes.roles === undefined
        ? {}
        : { rolesBefore: before.roles.join(" "), roles: user.roles.join(" ") }),
    },
  });
  await noteWanted(deps, [{ before, user }]);
  return { before, user, now };
}

/** @throws LatchkeyError `forbidden` for what the next run would undo */
function assertOurs({ directory, displayName, email }: User, changes: UserChanges): void {
  const isChanged = <T>(before: T, after: T | undefined) => after !== undefined && after !== before;
  if (!directory || !(isChanged(displayName, changes.displayName) || isChanged(email, changes.email))) return;
  throw new LatchkeyError("forbidden", "Name and address come from the directory, and are changed there.");
}

/** Roles as they are stored: each once. */
export function distinctRoles(roles: readonly Role[]): Role[] {
  return [...new Set(roles)];
}

/** @throws LatchkeyError `forbidden`: nobody gives themselves a role, or takes their own */
export function assertNotOwnRoles(actorId: string, user: User): void {
  if (actorId !== user.id) return;
  throw new LatchkeyError("forbidden", "Nobody changes their own roles: ask another owner.");
}
