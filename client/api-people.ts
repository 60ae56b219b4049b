/** Requests about users, by administrators and by users about themselves. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type {
  Coverage,
  NewPerson,
  PeoplePage,
  PeopleSearch,
  Person,
  PersonChanges,
  RememberedDevice,
} from "./api-people-types.js";

const users = "/api/v1/users";
const path = (username: string): string => `${users}/${encodeURIComponent(username)}`;

/** listPeople returns one page of users, by name; `cursor` is that of the page before. */
export function listPeople({ query, filter, group }: PeopleSearch, cursor?: string): Promise<PeoplePage> {
  const search = new URLSearchParams();
  if (query !== "") search.set("query", query);
  if (filter === "unprotected") search.set("without", "factor");
  if (filter === "blocked") search.set("blocked", "true");
  if (filter !== "") search.set("suspended", String(filter === "suspended"));
  if (group !== undefined) search.set("group", group);
  if (cursor !== undefined) search.set("cursor", cursor);
  return send("GET", `${users}?${search}`);
}

/** readCoverage counts who is protected by what. */
export function readCoverage(): Promise<Coverage> {
  return send("GET", "/api/v1/coverage");
}

/** readPerson returns one user. */
export function readPerson(username: string): Promise<Person> {
  return send("GET", path(username));
}

/** createPerson creates a user; `conflict` where the name is taken. */
export function createPerson(person: NewPerson): Promise<Person> {
  return send("POST", users, person);
}

/** changePerson changes profile, groups, roles or order of factors. */
export function changePerson(username: string, changes: PersonChanges): Promise<Person> {
  return send("PATCH", path(username), changes);
}

/** suspendPerson suspends a user, or lets them go on. */
export function suspendPerson(username: string, suspended: boolean): Promise<Person> {
  return send("POST", `${path(username)}/${suspended ? "suspend" : "resume"}`);
}

/** unblockPerson lifts the wait after wrong attempts. */
export function unblockPerson(username: string): Promise<void> {
  return send("POST", `${path(username)}/unblock`);
}

/** rescuePerson removes everything but the password of a user, by a code of the administrator's own. */
export function rescuePerson(username: string, totpCode: string): Promise<void> {
  return send("DELETE", `/rest/tsv/latest/totp/unenroll/user/${encodeURIComponent(username)}`, { totpCode });
}

/** listDevices returns the browsers that a user has marked as trusted. */
export async function listDevices(username: string): Promise<readonly RememberedDevice[]> {
  return (await send<{ devices: readonly RememberedDevice[] }>("GET", `${path(username)}/devices`)).devices;
}

/** forgetDevice has a browser asked for the second step again. */
export function forgetDevice(username: string, id: string): Promise<void> {
  return send("DELETE", `${path(username)}/devices/${encodeURIComponent(id)}`);
}
