/**
 * Set-password links: whoever administers gives a user a link, and the user chooses the password that nobody else gets
 * to see. A link is bound to the password and roles that the user had, so that a password that was set meanwhile, by
 * this link or otherwise, voids it, and nobody's link outlives a rise above who issued it.
 */
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { newSecret } from "../secrets.js";
import type { User } from "../storage/storage.js";
import { assertKeptHere, type PasswordDeps, passwordOf, setPassword } from "./password.js";

const LINK_SECONDS = 24 * 3600;

/** A link as whoever asked for it gets it. */
export interface IssuedPasswordLink {
  /** The token is in the fragment, which no server and no referrer sees; a keyed hash of it is kept. */
  url: string;
  expiresAt: Date;
}

/**
 * Issues a link for a user; the one before is void.
 * @param user as read just now
 * @throws LatchkeyError `forbidden` for a user of the directory, and what `mayChange` throws
 */
export async function issuePasswordLink(
  deps: PasswordDeps & { publicUrl: string },
  caller: Caller,
  user: User,
  mayChange: MayChange,
): Promise<IssuedPasswordLink> {
  mayChange(user);
  assertKeptHere(user);
  const token = newSecret();
  const digest = deps.keys.digest("password-link", token);
  const link = { userId: user.id, digest, bound: bindingOf(user) };
  const expiresAt = await deps.storage.passwordLinks.put(link, LINK_SECONDS);
  const at = new Date(expiresAt.getTime() - LINK_SECONDS * 1000);
  await deps.audit.record(caller, userFact("user.password_link", user, at));
  return { url: `${deps.publicUrl}/set-password#${token}`, expiresAt };
}

/**
 * Sets the password of the link's user, and ends every session of theirs.
 * @throws LatchkeyError `unauthenticated` for a link that is unknown, used, expired or void, `invalid_request` for a weak
 *   password (the link stays good)
 */
export async function setPasswordByLink(
  deps: PasswordDeps,
  caller: Caller,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const digest = deps.keys.digest("password-link", token);
  const link = await deps.storage.passwordLinks.read(digest);
  const read = link && (await deps.storage.users.read(link.userId));
  if (!link || !read) throw voidLink();
  const change = { password, bySelf: true, keptSession: null };
  // Asked again inside the write, which changes what the link is bound to: of two uses at once one wins.
  await setPassword(deps, caller, read.user, change, (user) => {
    if (user.decoy || user.suspended || bindingOf(user) !== link.bound) throw voidLink();
  });
  await deps.storage.passwordLinks.remove(digest);
}

/** Every password has a credential of its own, so that its id changes with it. */
function bindingOf(user: User): string {
  return JSON.stringify([passwordOf(user)?.id ?? null, ...[...user.roles].sort()]);
}

function voidLink(): LatchkeyError {
  return new LatchkeyError(
    "unauthenticated",
    "This link was used or has expired. Ask whoever gave it to you for a new one.",
  );
}
