import { passwordMatches } from "../factors/password-hash.js";
import type { ReadUser, User } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";
import type { Welcome } from "./directory.js";

/** Whose password it is: a user, or somebody of the directory who can be made one. */
export type PasswordOwner = { user: User } | { welcome: Welcome };

/**
 * Whose name and password these are. A user of Latchkey's own is never looked up in the directory, so that nobody there
 * takes their place; and every name costs one hash and, where there is a directory, one question to it, so that the time
 * tells nobody whose name it is.
 * @param read what is stored under that name
 * @returns null for a wrong password, and for whoever is unknown, suspended or has none: the same
 * @throws LatchkeyError `unavailable` where the directory would have to be asked and does not answer
 */
export async function ownerOfPassword(
  deps: VerificationDeps,
  { username, password }: { username: string; password: string },
  read: ReadUser | null,
  now: Date,
): Promise<PasswordOwner | null> {
  const known = read && !read.user.decoy ? read.user : null;
  const user = known?.suspended ? null : known;
  const hash = user && !user.directory ? passwordHash(user) : null;
  const [matches, byDirectory] = await Promise.all([
    passwordMatches(hash, password),
    askDirectory(deps, { username, password }, known, now),
  ]);
  return user && matches ? { user } : byDirectory;
}

async function askDirectory(
  { directory }: VerificationDeps,
  { username, password }: { username: string; password: string },
  known: User | null,
  now: Date,
): Promise<PasswordOwner | null> {
  if (known === null) {
    const welcome = await directory.welcomes(username, password, now);
    return welcome && { welcome };
  }
  if (known.directory && !known.suspended)
    return (await directory.accepts(known, password, now)) ? { user: known } : null;
  await directory.pretend(username);
  return null;
}

function passwordHash(user: User): string | null {
  return user.credentials.find(({ password }) => password)?.password?.hash ?? null;
}
