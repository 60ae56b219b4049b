import type { Caller } from "../audit/audit.js";
import type { MayChange } from "../enrolment/may-change.js";
import { recordEnrolment } from "../enrolment/record.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { hashPassword } from "../factors/password-hash.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Credential, User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { assertGoodPassword, SHORTEST_PASSWORD, SHORTEST_PASSWORD_ALONE } from "./password-rules.js";

/** What setting a password needs. */
export type PasswordDeps = Pick<VerificationDeps, "storage" | "keys" | "audit" | "notices" | "factors">;

/** How a password is set. */
export interface PasswordChange {
  password: string;
  /** The user chooses it, rather than somebody who administers: alone it has to be longer. */
  bySelf: boolean;
  /** The caller's own session, which goes on; null where every one ends. */
  keptSession: string | null;
}

/**
 * Sets a user's password, also their first one. Every other session of theirs ends, and every remembered browser; a
 * set-password link that was given out before is void.
 * @param user as read just now
 * @throws LatchkeyError `invalid_request` for a weak password, `forbidden` for a user of the directory, `not_found`, and
 *   what `mayChange` throws
 */
export async function setPassword(
  deps: PasswordDeps,
  caller: Caller,
  user: User,
  { password, bySelf, keptSession }: PasswordChange,
  mayChange: MayChange,
): Promise<void> {
  mayChange(user);
  assertKeptHere(user);
  const isAlone = bySelf && !hasSecondFactor(user, deps.factors);
  await assertGoodPassword(password, user.username, isAlone ? SHORTEST_PASSWORD_ALONE : SHORTEST_PASSWORD);
  const hash = await hashPassword(password);
  const id = newId();
  const { user: changed, now } = await changeUser(deps.storage, user.id, (current, at) => {
    mayChange(current);
    assertKeptHere(current);
    const others = current.credentials.filter(({ factor }) => factor !== "password");
    return { user: { ...current, credentials: [...others, passwordCredential({ id, hash }, at)] } };
  });
  await deps.storage.sessions.endAll(user.id, keptSession ?? undefined);
  await deps.storage.devices.forgetAll(user.id);
  await recordEnrolment(deps, caller, "user.password", changed, id, now);
  deps.notices.tell(changed, { kind: "password_changed" }, now);
}

/** @throws LatchkeyError `forbidden` for a user of the directory */
export function assertKeptHere({ directory }: User): void {
  if (directory === null) return;
  throw new LatchkeyError("forbidden", "The directory checks this password: it is changed there.");
}

/** The user's password, kept as a credential, so that at elevation it goes through the same pipeline as every factor. */
export function passwordCredential(
  { id, hash }: { id: string; hash: string | null },
  createdAt: Date,
): Credential {
  const common = { name: "Password", state: "active", lastUsedAt: null, spent: null } as const;
  return { ...common, id, factor: "password", createdAt, password: { hash } };
}

/** The credential of a user's password; undefined for one whose password is checked elsewhere, or who has none yet. */
export function passwordOf({ credentials }: User): Credential | undefined {
  return credentials.find(({ factor }) => factor === "password");
}
