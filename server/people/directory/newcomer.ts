import { newId } from "../../secrets.js";
import type { Keys } from "../../storage/keys.js";
import type { User } from "../../storage/storage.js";
import { userOf } from "../new-user.js";
import { passwordCredential } from "../password.js";
import type { DirectoryEntry } from "./directory.js";

/** A user as the directory's entry makes them: without a role, and with a password that is checked there. */
export function newcomer(keys: Pick<Keys, "userId">, entry: DirectoryEntry, now: Date): User {
  const { username, displayName, email, groups, id, dn } = entry;
  const profile = {
    username,
    displayName: displayName ?? undefined,
    email: email ?? undefined,
    groups: groups.in,
  };
  const user = userOf(keys, { ...profile, directory: { id, dn, suspendedFor: null } }, now);
  return { ...user, credentials: [passwordCredential({ id: newId(), hash: null }, now)] };
}
