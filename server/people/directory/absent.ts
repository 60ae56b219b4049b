import type { Keys } from "../../storage/keys.js";
import type { UserOfDirectory } from "../../storage/people.js";
import type { User } from "../../storage/storage.js";
import type { Snapshot } from "./directory.js";

/** Whom a run would suspend, and whether it may. */
export interface Absent {
  /** Ids of users who are not in the directory any more. */
  gone: string[];
  /** Ids of users who are not suspended, though they hold the last role of an owner. */
  spared: ReadonlySet<string>;
  /** Why nobody is suspended; null where they may be. */
  held: string | null;
  /** Of whom an administrator should know. */
  faults: string[];
}

/** A share of very few is nobody; one may always go. */
const ALWAYS = 1;
/** So many are named, for a look at who that is. */
const MOST_NAMES = 20;

/**
 * Looks at a whole answer of the directory for those who are absent. An answer that would suspend many is more likely a
 * wrong base, a wrong filter or a withdrawn right than a day on which all of them left.
 * @param users everybody who comes from the directory
 * @param privileged everybody who holds a role
 */
export function absentOf(
  keys: Pick<Keys, "userId">,
  { entries, skipped }: Snapshot,
  users: readonly UserOfDirectory[],
  privileged: readonly User[],
  { percent, accepted }: { percent: number; accepted: boolean },
): Absent {
  // Of another name an entry is another user: nobody's factors go over to a name that others know somebody else by.
  const present = new Map(entries.map((entry) => [placeOf(keys.userId(entry.username), entry.id), entry]));
  const here = ({ id, directory }: UserOfDirectory) => present.get(placeOf(id, directory.id));
  const isSkipped = new Set(skipped);
  const gone = users.filter((user) => !here(user) && !isSkipped.has(user.directory.id));
  const active = users.filter(({ suspended }) => !suspended);
  const leaving = [...gone, ...users.filter((user) => here(user)?.absence)].filter(
    ({ suspended }) => !suspended,
  );
  const ids = new Set(leaving.map(({ id }) => id));
  const owners = privileged.filter(({ roles, suspended }) => roles.includes("owner") && !suspended);
  const isLastOwner = owners.length > 0 && owners.every(({ id }) => ids.has(id));
  return {
    gone: gone.map(({ id }) => id),
    spared: new Set(isLastOwner ? owners.map(({ id }) => id) : []),
    faults: renamed(
      gone.filter(({ suspended }) => !suspended),
      entries,
    ),
    held: accepted ? null : reasonToHold(leaving, active.length, entries.length, percent),
  };
}

function placeOf(userId: string, entryId: string): string {
  return `${userId} ${entryId}`;
}

function renamed(gone: readonly UserOfDirectory[], entries: Snapshot["entries"]): string[] {
  const names = new Map(entries.map(({ id, username }) => [id, username]));
  return gone.flatMap(({ username, directory }) => {
    const name = names.get(directory.id);
    return name === undefined
      ? []
      : [`${username} is called ${name} in the directory now, and is another user here.`];
  });
}

function reasonToHold(
  leaving: readonly UserOfDirectory[],
  active: number,
  entries: number,
  percent: number,
): string | null {
  if (leaving.length === 0) return null;
  const most = Math.max(ALWAYS, Math.floor((active * percent) / 100));
  if (entries > 0 && leaving.length <= most) return null;
  const share = entries === 0 ? "The directory gave no user at all" : `That is more than ${percent} %`;
  const names = leaving.slice(0, MOST_NAMES).map(({ username }) => username);
  const more = leaving.length > MOST_NAMES ? ` and ${leaving.length - MOST_NAMES} more` : "";
  return `${leaving.length} of ${active} users would be suspended, and nobody was: ${names.join(", ")}${more}. ${share}: look at base and filter, or let them be suspended if it is right.`;
}
