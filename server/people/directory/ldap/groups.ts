import type { SearchEntry } from "ldapts";
import type { DirectoryConfig, GroupMapping } from "../../../config/directory.js";
import type { DirectoryEntry, Person } from "../directory.js";
import { DirectoryFault } from "../fault.js";
import type { LdapConnection } from "./connection.js";
import { comparableDn } from "./dn.js";
import { valuesOf } from "./entry.js";
import { anything, inChain, listing, membersInChain } from "./filter.js";
import { DomainScope, RESULT, search, searchAll } from "./search.js";

/** Who is in a group of the directory: by distinguished name (comparable) or user name (small letters). */
interface Members {
  mapping: GroupMapping;
  dns: ReadonlySet<string>;
  names: ReadonlySet<string>;
}

/** The mapped groups, with those that could not be read left out and named. */
export interface GroupIndex {
  groupsOf(person: Person, entry: SearchEntry): DirectoryEntry["groups"];
  faults: string[];
}

/**
 * Reads the mapped groups, all members of each.
 * @throws DirectoryFault where an answer is not whole; a group that is not there is a fault of the index, and the
 *   Latchkey group that follows it stays as it is
 */
export async function readGroups(connection: LdapConnection, config: DirectoryConfig): Promise<GroupIndex> {
  const found: Members[] = [];
  const unknown = new Set<string>();
  const faults: string[] = [];
  for (const mapping of config.groups) {
    const entry = await groupEntry(connection, mapping);
    if (entry) found.push(await membersOf(connection, config, mapping, entry));
    else {
      unknown.add(mapping.group);
      faults.push(
        `There is no group ${mapping.dn}, or the service account may not see it: nobody's membership of ${mapping.group} is changed.`,
      );
    }
  }
  const known = found.filter(({ mapping }) => !unknown.has(mapping.group));
  return { faults, groupsOf: (person, entry) => sort(known, (members) => isMember(members, person, entry)) };
}

/** The same for one user, without reading who else is in those groups. */
export async function groupsOfOne(
  connection: LdapConnection,
  config: DirectoryConfig,
  person: Person,
  entry: SearchEntry,
): Promise<DirectoryEntry["groups"]> {
  const asked: { mapping: GroupMapping; isIn: boolean }[] = [];
  const unknown = new Set<string>();
  for (const mapping of config.groups) {
    const isDirect = isMember({ mapping, dns: new Set(), names: new Set() }, person, entry);
    const isIn = isDirect || (await lists(connection, config, mapping, person));
    asked.push({ mapping, isIn });
    if (!isIn && !(await groupEntry(connection, mapping))) unknown.add(mapping.group);
  }
  const known = asked.filter(({ mapping }) => !unknown.has(mapping.group));
  return sort(known, ({ isIn }) => isIn);
}

/** A Latchkey group may follow several of the directory: whoever is in one of them is in. */
function sort<T extends { mapping: GroupMapping }>(
  all: readonly T[],
  isIn: (one: T) => boolean,
): DirectoryEntry["groups"] {
  const inside = new Set(all.filter(isIn).map(({ mapping }) => mapping.group));
  const outside = all.map(({ mapping }) => mapping.group).filter((group) => !inside.has(group));
  return { in: [...inside], out: [...new Set(outside)] };
}

function isMember({ mapping, dns, names }: Members, person: Person, entry: SearchEntry): boolean {
  const group = comparableDn(mapping.dn);
  const dn = comparableDn(person.dn);
  return (
    valuesOf(entry, "memberOf").some((name) => comparableDn(name) === group) ||
    (dn !== null && dns.has(dn)) ||
    names.has(person.username.toLowerCase())
  );
}

async function groupEntry(connection: LdapConnection, { dn }: GroupMapping): Promise<SearchEntry | null> {
  const attributes = ["member", "uniqueMember", "memberUid"];
  const query = { base: dn, scope: "base", filter: anything(), attributes } as const;
  const { status, entries } = await search(connection, query, 0);
  if (status === RESULT.noSuchObject) return null;
  if (status !== RESULT.success)
    throw new DirectoryFault("groups", `The group ${dn} cannot be read: result ${status}.`);
  return entries[0] ?? null;
}

async function membersOf(
  connection: LdapConnection,
  config: DirectoryConfig,
  mapping: GroupMapping,
  entry: SearchEntry,
): Promise<Members> {
  if (config.kind === "openldap") {
    const listed = [...valuesOf(entry, "member"), ...valuesOf(entry, "uniqueMember")];
    const names = valuesOf(entry, "memberUid").map((name) => name.toLowerCase());
    return { mapping, dns: comparable(listed), names: new Set(names) };
  }
  // Active Directory lists at most 1500 members of a group, and not those of groups in it: its users are asked instead.
  const members = await searchAll(connection, {
    base: config.userBase,
    scope: "sub",
    filter: membersInChain(config.userFilter, mapping.dn),
    attributes: ["1.1"],
    controls: [new DomainScope()],
    step: "groups",
  });
  return { mapping, dns: comparable(members.map(({ name }) => name)), names: new Set() };
}

async function lists(
  connection: LdapConnection,
  { kind }: DirectoryConfig,
  { dn }: GroupMapping,
  person: Person,
): Promise<boolean> {
  const query =
    kind === "ad"
      ? ({ base: person.dn, scope: "base", filter: inChain(dn), attributes: ["1.1"] } as const)
      : ({
          base: dn,
          scope: "base",
          filter: listing(person.dn, person.username),
          attributes: ["1.1"],
        } as const);
  return (await search(connection, query, 0)).entries.length > 0;
}

function comparable(dns: readonly string[]): Set<string> {
  return new Set(dns.map(comparableDn).filter((dn) => dn !== null));
}
