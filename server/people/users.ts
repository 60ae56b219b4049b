import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { LatchkeyError, notFound } from "../errors.js";
import { hashPassword } from "../factors/password-hash.js";
import { newId } from "../secrets.js";
import type { ReadUser, Role, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { handleClaim, userOf } from "./new-user.js";
import { passwordCredential } from "./password.js";
import { assertGoodPassword } from "./password-rules.js";
import { noteWanted } from "./wanted.js";

export type PeopleDeps = Pick<VerificationDeps, "storage" | "keys" | "audit" | "policy" | "factors">;

export interface NewUser {
  username: string;
  displayName?: string | undefined;
  email?: string | undefined;
  groups?: string[] | undefined;
  password?: string | undefined;
  roles?: Role[];
}

/**
 * Creates a user; a decoy of that name becomes the user and keeps its guard.
 * @throws LatchkeyError `conflict` where the name is taken (by its canonical form), `invalid_request` for a weak password
 */
export async function createUser(deps: PeopleDeps, caller: Caller, newUser: NewUser): Promise<User> {
  if (newUser.password !== undefined) await assertGoodPassword(newUser.password, newUser.username);
  const now = await deps.storage.now();
  const user = userOf(deps.keys, newUser, now);
  if (newUser.password !== undefined) {
    user.credentials = [passwordCredential({ id: newId(), hash: await hashPassword(newUser.password) }, now)];
  }
  const created = await deps.storage.users.create(user, handleClaim(user));
  if (!created) throw new LatchkeyError("conflict", "A user of that name exists already.");
  await deps.audit.record(caller, userFact("user.create", user, now));
  await noteWanted(deps, [{ before: null, user }]);
  return user;
}

/** @throws LatchkeyError `not_found` */
export async function readUser(
  deps: Pick<PeopleDeps, "storage" | "keys">,
  username: string,
): Promise<ReadUser> {
  const read = await deps.storage.users.read(deps.keys.userId(username));
  if (!read || read.user.decoy) throw notFound("There is no such user.");
  return read;
}
