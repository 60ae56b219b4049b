import { randomBytes } from "node:crypto";
import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import { hashPassword } from "../factors/password-hash.js";
import { newId } from "../secrets.js";
import type { ReadUser, Role, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { freshGuard } from "../verification/guard.js";
import { passwordCredential } from "./password.js";
import { assertGoodPassword } from "./password-rules.js";

export type PeopleDeps = Pick<VerificationDeps, "storage" | "keys" | "audit">;

export interface NewUser {
  username: string;
  displayName?: string | undefined;
  email?: string | undefined;
  groups?: string[] | undefined;
  password?: string | undefined;
  roles?: Role[];
}

const HANDLE_BYTES = 32;

/**
 * Creates a user; a decoy of that name becomes the user and keeps its guard.
 * @throws LatchkeyError `conflict` where the name is taken (by its canonical form), `invalid_request` for a weak password
 */
export async function createUser(deps: PeopleDeps, caller: Caller, newUser: NewUser): Promise<User> {
  if (newUser.password !== undefined) await assertGoodPassword(newUser.password, newUser.username);
  const now = await deps.storage.now();
  const handle = randomBytes(HANDLE_BYTES).toString("base64url");
  const user: User = {
    id: deps.keys.userId(newUser.username),
    version: 1,
    decoy: false,
    username: newUser.username.normalize("NFKC").trim(),
    displayName: newUser.displayName ?? null,
    email: newUser.email ?? null,
    groups: newUser.groups ?? [],
    roles: newUser.roles ?? [],
    suspended: false,
    preferredFactors: [],
    graceLoginsUsed: 0,
    handle,
    guard: freshGuard(now),
    credentials:
      newUser.password === undefined
        ? []
        : [passwordCredential({ id: newId(), hash: await hashPassword(newUser.password) }, now)],
    createdAt: now,
  };
  const created = await deps.storage.users.create(user, { add: [`handle:${handle}`] });
  if (!created) throw new LatchkeyError("conflict", "A user of that name exists already.");
  await deps.audit.record(caller, {
    at: now,
    action: "user.create",
    outcome: "success",
    user: user.username,
    userId: user.id,
    factor: null,
    credentialId: null,
  });
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
