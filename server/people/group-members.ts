/** Who is in a group: a group is nothing but a name that users and the policy carry. */
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { changeUsers } from "../storage/change-users.js";
import type { User } from "../storage/storage.js";
import { MOST_GROUPS } from "./shapes.js";
import type { PeopleDeps } from "./users.js";
import { noteWanted } from "./wanted.js";

/** What became of a user; `unchanged` is in the group already, or not in it. */
export interface MemberRow {
  username: string;
  outcome: "added" | "removed" | "unchanged" | "refused";
  code?: string;
  message?: string;
}

/** Users written together. */
const BATCH = 250;

/**
 * Puts users into a group and takes users out of it, each by themselves, so that one who is refused stands in nobody's
 * way.
 * @param members names as people write them; who is in both lists is taken out
 * @param mayChange throws where the caller may not change this user's groups; asked again inside the write
 * @returns a row for each user
 */
export async function changeMembers(
  deps: PeopleDeps,
  caller: Caller,
  group: string,
  members: { add: readonly string[]; remove: readonly string[] },
  mayChange: MayChange,
): Promise<MemberRow[]> {
  const idsOf = (names: readonly string[]) => names.map((name) => [deps.keys.userId(name), name] as const);
  const names = new Map([...idsOf(members.add), ...idsOf(members.remove)]);
  const leaving = new Set(idsOf(members.remove).map(([id]) => id));
  const next = (user: User, id: string) =>
    leaving.has(id) ? user.groups.filter((one) => one !== group) : [...new Set([...user.groups, group])];
  return changeGroups(deps, caller, names, next, mayChange, `group ${group}`);
}

/**
 * Gives everybody who is in a group another group in its place, or none.
 * @returns how many were changed, and who was refused
 */
export async function moveMembers(
  deps: PeopleDeps,
  caller: Caller,
  from: string,
  to: string | null,
  mayChange: MayChange,
): Promise<{ changed: number; refused: MemberRow[] }> {
  const next = ({ groups }: User) => [
    ...new Set(groups.flatMap((one) => (one !== from ? [one] : to === null ? [] : [to]))),
  ];
  const refused: MemberRow[] = [];
  let changed = 0;
  let after: string | undefined;
  for (;;) {
    const page = await deps.storage.users.list({ group: from, after, limit: BATCH });
    const names = new Map(page.map(({ id, username }) => [id, username]));
    const source = to === null ? `group ${from} deleted` : `group ${from} renamed to ${to}`;
    const rows = await changeGroups(deps, caller, names, next, mayChange, source);
    refused.push(...rows.filter(({ outcome }) => outcome === "refused"));
    changed += rows.filter(({ outcome }) => outcome === "added" || outcome === "removed").length;
    after = page.at(-1)?.username;
    if (page.length < BATCH) return { changed, refused };
  }
}

/** @param names user names by user ids */
async function changeGroups(
  deps: PeopleDeps,
  caller: Caller,
  names: ReadonlyMap<string, string>,
  next: (user: User, id: string) => string[],
  mayChange: MayChange,
  source: string,
): Promise<MemberRow[]> {
  const rows = new Map<string, MemberRow>();
  const plan = (user: User | null, id: string) => {
    const username = user?.username ?? names.get(id) ?? "";
    if (user === null) {
      rows.set(id, { username, outcome: "refused", code: "not_found", message: "There is no such user." });
      return null;
    }
    const groups = next(user, id);
    const isSame = groups.length === user.groups.length && groups.every((one) => user.groups.includes(one));
    const refusal = isSame ? null : refusalOf(user, groups, mayChange);
    rows.set(id, {
      username,
      outcome: isSame ? "unchanged" : groups.length < user.groups.length ? "removed" : "added",
      ...(refusal === null ? {} : { outcome: "refused", ...refusal }),
    });
    return isSame || refusal !== null ? null : { user: { ...user, groups } };
  };
  const ids = [...names.keys()];
  for (let from = 0; from < ids.length; from += BATCH) {
    const { changed, now } = await changeUsers(deps.storage, ids.slice(from, from + BATCH), plan);
    await Promise.all(
      changed.map(({ user }) =>
        deps.audit.record(caller, {
          ...userFact("user.change", user, now),
          detail: { fields: "groups", source },
        }),
      ),
    );
    await noteWanted(deps, changed);
  }
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function refusalOf(
  user: User,
  groups: readonly string[],
  mayChange: MayChange,
): { code: string; message: string } | null {
  if (groups.length > MOST_GROUPS && groups.length > user.groups.length) {
    return { code: "too_many_groups", message: `The user would be in more than ${MOST_GROUPS} groups.` };
  }
  try {
    mayChange(user);
    return null;
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    return { code: error.code, message: error.message };
  }
}
