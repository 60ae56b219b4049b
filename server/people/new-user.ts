import { randomBytes } from "node:crypto";
import type { Keys } from "../storage/keys.js";
import type { Claims, DirectoryLink, Role, User } from "../storage/storage.js";
import { freshGuard } from "../verification/guard.js";

const HANDLE_BYTES = 32;

/** What a user begins with. */
export interface UserProfile {
  username: string;
  displayName?: string | undefined;
  email?: string | undefined;
  groups?: readonly string[] | undefined;
  roles?: readonly Role[] | undefined;
  directory?: DirectoryLink | undefined;
}

/** A user as they are created: without a credential, and with a handle of their own that is to be claimed. */
export function userOf(keys: Pick<Keys, "userId">, profile: UserProfile, now: Date): User {
  return {
    id: keys.userId(profile.username),
    version: 1,
    decoy: false,
    username: profile.username.normalize("NFKC").trim(),
    displayName: profile.displayName ?? null,
    language: null,
    email: profile.email ?? null,
    groups: [...(profile.groups ?? [])],
    roles: [...(profile.roles ?? [])],
    suspended: false,
    preferredFactors: [],
    factorRequired: false,
    graceLoginsUsed: 0,
    handle: randomBytes(HANDLE_BYTES).toString("base64url"),
    guard: freshGuard(now),
    credentials: [],
    createdAt: now,
    directory: profile.directory ?? null,
  };
}

/** The claim by which a user is found from what an authenticator keeps of them. */
export function handleClaim({ handle }: Pick<User, "handle">): Claims {
  return { add: [`handle:${handle}`] };
}
