import { withoutBypassCodes } from "../../factors/credentials.js";
import type { Change } from "../../storage/change-user.js";
import type { Keys } from "../../storage/keys.js";
import type { User } from "../../storage/storage.js";
import { handleClaim } from "../new-user.js";
import type { DirectoryEntry } from "./directory.js";
import { newcomer } from "./newcomer.js";

/** What becomes of a user. */
export type Outcome = "created" | "updated" | "suspended" | "resumed" | "unchanged" | "refused";

/** The change that an entry makes, and what there is to say of it. */
export interface TakenOver {
  outcome: Outcome;
  change: Change | null;
  fault?: string;
}

/** What a run may do. */
export interface TakeOverOptions {
  create: boolean;
  maySuspend: boolean;
  /** Ids of users who stay whatever the directory says. */
  spared: ReadonlySet<string>;
}

/** What the directory's entry makes of the user of that name; null where nobody has it. Pure. */
export function takeOver(
  keys: Pick<Keys, "userId">,
  entry: DirectoryEntry,
  user: User | null,
  now: Date,
  options: TakeOverOptions,
): TakenOver {
  if (user === null) {
    // Whoever may not sign in there need not be here.
    if (!options.create || entry.absence !== null) return { outcome: "unchanged", change: null };
    const created = newcomer(keys, entry, now);
    return { outcome: "created", change: { user: created, claims: handleClaim(created) } };
  }
  if (user.directory === null)
    return refused(
      `${entry.dn} is not taken over: the user ${user.username} is one of Latchkey's own. Hand them over if they are the same person.`,
    );
  if (user.directory.id !== entry.id)
    return refused(
      `${entry.dn} is not taken over: the user ${user.username} came from another entry, ${user.directory.dn}.`,
    );
  return update(user, { ...user.directory, dn: entry.dn }, entry, options);
}

function update(
  user: User,
  link: NonNullable<User["directory"]>,
  { displayName, email, groups, absence, dn }: DirectoryEntry,
  { maySuspend, spared }: TakeOverOptions,
): TakenOver {
  const profile: User = { ...user, displayName, email, groups: merged(user.groups, groups), directory: link };
  if (absence !== null && !user.suspended) {
    if (spared.has(user.id)) return { ...changed(user, profile), fault: spareFault(user) };
    if (maySuspend) {
      const directory = { ...link, suspendedFor: absence };
      return {
        outcome: "suspended",
        change: { user: { ...withoutBypassCodes(profile), suspended: true, directory } },
      };
    }
  }
  if (absence === null && user.suspended && link.suspendedFor !== null) {
    const directory = { ...link, dn, suspendedFor: null };
    return { outcome: "resumed", change: { user: { ...profile, suspended: false, directory } } };
  }
  return changed(user, profile);
}

/** What becomes of a user whose entry is gone. Pure. */
export function takeLeave(user: User, { maySuspend, spared }: TakeOverOptions): TakenOver {
  if (user.directory === null || user.suspended || !maySuspend) return { outcome: "unchanged", change: null };
  if (spared.has(user.id)) return refused(spareFault(user));
  const directory = { ...user.directory, suspendedFor: "gone" } as const;
  return {
    outcome: "suspended",
    change: { user: { ...withoutBypassCodes(user), suspended: true, directory } },
  };
}

function spareFault({ username }: User): string {
  return `${username} is not suspended, though the directory says so: nobody else is an owner.`;
}

function changed(user: User, next: User): TakenOver {
  const isSame =
    user.displayName === next.displayName &&
    user.email === next.email &&
    user.groups === next.groups &&
    user.directory?.dn === next.directory?.dn;
  return isSame ? { outcome: "unchanged", change: null } : { outcome: "updated", change: { user: next } };
}

/** The groups after the run: those that follow the directory as it says, the others as they were. */
function merged(before: string[], groups: DirectoryEntry["groups"]): string[] {
  const kept = before.filter((group) => !groups.out.includes(group));
  const added = groups.in.filter((group) => !before.includes(group));
  return kept.length === before.length && added.length === 0 ? before : [...kept, ...added];
}

function refused(fault: string): TakenOver {
  return { outcome: "refused", change: null, fault };
}
