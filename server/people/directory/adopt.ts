import type { Caller } from "../../audit/audit.js";
import { userFact } from "../../audit/user-fact.js";
import { LatchkeyError, notFound, unavailable } from "../../errors.js";
import { newId } from "../../secrets.js";
import { changeUser } from "../../storage/change-user.js";
import type { User } from "../../storage/storage.js";
import { passwordCredential } from "../password.js";
import type { PeopleDeps } from "../users.js";
import type { Directory, DirectoryEntry } from "./directory.js";
import { DirectoryFault } from "./fault.js";

/**
 * Makes a user one of the directory's: the one whose entry has their name. From then on the directory checks their
 * password, and the one kept here, if any, is gone; every session of theirs ends. Factors, roles and groups stay.
 * @param user as read just now
 * @param mayChange throws where the caller may not; asked again inside the write
 * @throws LatchkeyError `not_found` where the directory has nobody of that name, `conflict` where it is their entry
 *   already, `unavailable` where it does not answer, and what `mayChange` throws
 */
export async function adopt(
  deps: PeopleDeps,
  directory: Directory,
  caller: Caller,
  user: User,
  mayChange: (user: User) => void,
): Promise<User> {
  mayChange(user);
  const entry = await entryOf(directory, user.username, await deps.storage.now());
  if (user.directory?.id === entry.id)
    throw new LatchkeyError("conflict", "This user comes from that entry already.");
  const id = newId();
  const { user: adopted, now } = await changeUser(deps.storage, user.id, (current, at) => {
    mayChange(current);
    const others = current.credentials.filter(({ factor }) => factor !== "password");
    const credentials = [...others, passwordCredential({ id, hash: null }, at)];
    const link = { id: entry.id, dn: entry.dn, suspendedFor: current.directory?.suspendedFor ?? null };
    return { user: { ...current, credentials, directory: link } };
  });
  await deps.storage.sessions.endAll(user.id);
  await deps.storage.devices.forgetAll(user.id);
  await deps.audit.record(caller, { ...userFact("user.adopt", adopted, now), detail: { dn: entry.dn } });
  return adopted;
}

async function entryOf(directory: Directory, username: string, now: Date): Promise<DirectoryEntry> {
  const entry = await directory.find(username, now).catch((error: unknown) => {
    if (error instanceof DirectoryFault) throw unavailable(error.message, error);
    throw error;
  });
  if (entry) return entry;
  throw notFound("The directory has nobody of that name, or more than one.");
}
