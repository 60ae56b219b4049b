/**
 * Creating and updating users in bulk from a list that somebody else keeps: a file, a directory. What would happen is
 * found by the same code that does it, so that a preview is right.
 */
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { changeUsers } from "../storage/change-users.js";
import type { User } from "../storage/storage.js";
import { handleClaim, userOf } from "./new-user.js";
import { MOST_GROUPS } from "./shapes.js";
import type { PeopleDeps } from "./users.js";
import { noteWanted } from "./wanted.js";

/** A user as the list has them; what is absent stays as it is. */
export interface PersonRow {
  username: string;
  displayName?: string | undefined;
  email?: string | undefined;
  groups?: readonly string[] | undefined;
}

/** How a list is taken over. */
export interface UpsertOptions {
  /** Only look. */
  dryRun: boolean;
  /** Whether users who exist are changed. */
  update: boolean;
  /** Whether a row's groups come to those that the user is in, or take their place. */
  groups: "add" | "replace";
  /** Where the list comes from, for the audit trail: such as `import 5f2c…`. */
  source: string;
}

/** A field that a row changes, in words; null is that there is nothing. */
export interface FieldChange {
  field: "displayName" | "email" | "groups";
  from: string | null;
  to: string | null;
}

export const UPSERT_REFUSALS = {
  twice: "Another row of the list names the same user.",
  exists: "This user exists already, and updating is switched off.",
  holds_role: "This user holds a role: people who administer are changed one by one.",
  of_directory: "Name and address of this user come from the directory, and are changed there.",
  too_many_groups: `The user would be in more than ${MOST_GROUPS} groups.`,
} as const;

/** What becomes of a row, or became of it. */
export type UpsertResult =
  | { outcome: "created" | "updated"; changes: FieldChange[] }
  | { outcome: "unchanged" }
  | { outcome: "refused"; code: keyof typeof UPSERT_REFUSALS; message: string };

/**
 * Creates the users of these rows and updates those who exist: all of them in one transaction, or none. Users who hold a
 * role are never changed, no role is ever given, and nobody is deleted or suspended. Users who are as the row says are
 * left alone, so that a list can be taken over again.
 * @param rows at most some hundred, with names as people write them; they are compared by their canonical form
 * @returns what became of each row, in their order
 */
export async function upsertUsers(
  deps: PeopleDeps,
  caller: Caller,
  rows: readonly PersonRow[],
  options: UpsertOptions,
): Promise<UpsertResult[]> {
  const ids = rows.map(({ username }) => deps.keys.userId(username));
  const rowOf = new Map<string, PersonRow>();
  for (const [index, row] of rows.entries())
    if (!rowOf.has(ids[index] ?? "")) rowOf.set(ids[index] ?? "", row);
  const results = new Map<string, UpsertResult>();
  const plan = (user: User | null, id: string, now: Date) => {
    const row = rowOf.get(id);
    if (!row) return null;
    const { result, next } = user ? updateOf(user, row, options) : creationOf(deps, row, now);
    results.set(id, result);
    return next === null ? null : user ? { user: next } : { user: next, claims: handleClaim(next) };
  };
  if (options.dryRun) {
    const { users, now } = await deps.storage.users.readMany([...rowOf.keys()]);
    const known = new Map(users.filter(({ decoy }) => !decoy).map((user) => [user.id, user]));
    for (const id of rowOf.keys()) plan(known.get(id) ?? null, id, now);
  } else {
    const { changed, now } = await changeUsers(deps.storage, [...rowOf.keys()], plan);
    await Promise.all(
      changed.map(({ before, user }) => {
        const result = results.get(user.id);
        const fields = result && "changes" in result ? result.changes.map(({ field }) => field) : [];
        const fact = userFact(before ? "user.change" : "user.create", user, now);
        return deps.audit.record(caller, {
          ...fact,
          detail: { source: options.source, ...(before ? { fields: fields.join(" ") } : {}) },
        });
      }),
    );
    await noteWanted(deps, changed);
  }
  const told = new Set<string>();
  return ids.map((id) => {
    const result = results.get(id);
    if (told.has(id) || !result) return refused("twice");
    told.add(id);
    return result;
  });
}

interface Plan {
  result: UpsertResult;
  next: User | null;
}

function creationOf({ keys }: Pick<PeopleDeps, "keys">, row: PersonRow, now: Date): Plan {
  const user = userOf(keys, { ...row, groups: distinct(row.groups ?? []) }, now);
  if (user.groups.length > MOST_GROUPS) return { result: refused("too_many_groups"), next: null };
  const nobody = { displayName: null, email: null, groups: [] };
  return { result: { outcome: "created", changes: differences(nobody, user) }, next: user };
}

function updateOf(user: User, row: PersonRow, { update, groups }: UpsertOptions): Plan {
  const next: User = {
    ...user,
    displayName: row.displayName ?? user.displayName,
    email: row.email ?? user.email,
    groups: distinct([...(groups === "add" || !row.groups ? user.groups : []), ...(row.groups ?? [])]),
  };
  const changes = differences(user, next);
  if (changes.length === 0) return { result: { outcome: "unchanged" }, next: null };
  if (user.roles.length > 0) return { result: refused("holds_role"), next: null };
  if (!update) return { result: refused("exists"), next: null };
  if (user.directory && changes.some(({ field }) => field !== "groups"))
    return { result: refused("of_directory"), next: null };
  if (next.groups.length > MOST_GROUPS) return { result: refused("too_many_groups"), next: null };
  return { result: { outcome: "updated", changes }, next };
}

function refused(code: keyof typeof UPSERT_REFUSALS): UpsertResult {
  return { outcome: "refused", code, message: UPSERT_REFUSALS[code] };
}

type Profile = Pick<User, "displayName" | "email" | "groups">;

/** Groups are compared whatever their order. */
function differences(before: Profile, after: Profile): FieldChange[] {
  const words = (profile: Profile) => ({
    displayName: profile.displayName,
    email: profile.email,
    groups: [...profile.groups].sort().join("; ") || null,
  });
  const [from, to] = [words(before), words(after)];
  return (["displayName", "email", "groups"] as const)
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, from: from[field], to: to[field] }));
}

function distinct(groups: readonly string[]): string[] {
  return [...new Set(groups)];
}
