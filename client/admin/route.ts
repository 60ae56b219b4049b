/** The pages of the console and their addresses. */

/** Place is a page of the console. */
export type Place =
  | { readonly at: "home" }
  | { readonly at: "tokens" }
  | { readonly at: "import" }
  | { readonly at: "assign" }
  | { readonly at: "token"; readonly serial: string }
  | { readonly at: "users" }
  | { readonly at: "user"; readonly username: string }
  | { readonly at: "userImport" }
  | { readonly at: "groups" }
  | { readonly at: "group"; readonly name: string }
  | { readonly at: "applications" }
  | { readonly at: "application"; readonly id: string }
  | { readonly at: "directory" }
  | { readonly at: "policy" }
  | { readonly at: "audit" }
  | { readonly at: "nowhere" };

const fixed: readonly (readonly [path: string, place: Place])[] = [
  ["/admin", { at: "home" }],
  ["/admin/tokens", { at: "tokens" }],
  ["/admin/tokens/import", { at: "import" }],
  ["/admin/tokens/assign", { at: "assign" }],
  ["/admin/users", { at: "users" }],
  ["/admin/users/import", { at: "userImport" }],
  ["/admin/groups", { at: "groups" }],
  ["/admin/applications", { at: "applications" }],
  ["/admin/directory", { at: "directory" }],
  ["/admin/policy", { at: "policy" }],
  ["/admin/audit", { at: "audit" }],
];
const tokenPath = "/admin/token/";
const userPath = "/admin/user/";
const groupPath = "/admin/group/";
const applicationPath = "/admin/application/";

/** placeOf says which page an address is of. */
export function placeOf(pathname: string): Place {
  const known = fixed.find(([path]) => path === pathname);
  if (known) return known[1];
  const serial = namedIn(pathname, tokenPath);
  if (serial !== null) return { at: "token", serial };
  const username = namedIn(pathname, userPath);
  if (username !== null) return { at: "user", username };
  const name = namedIn(pathname, groupPath);
  if (name !== null) return { at: "group", name };
  const id = namedIn(pathname, applicationPath);
  return id === null ? { at: "nowhere" } : { at: "application", id };
}

/** What stands after the prefix; null where the address has another one, or cannot be read. */
function namedIn(pathname: string, prefix: string): string | null {
  if (!pathname.startsWith(prefix)) return null;
  try {
    return decodeURIComponent(pathname.slice(prefix.length));
  } catch {
    return null;
  }
}

/** pathOf is the address of a page. */
export function pathOf(place: Exclude<Place, { at: "nowhere" }>): string {
  if (place.at === "token") return tokenPath + encodeURIComponent(place.serial);
  if (place.at === "user") return userPath + encodeURIComponent(place.username);
  if (place.at === "group") return groupPath + encodeURIComponent(place.name);
  if (place.at === "application") return applicationPath + encodeURIComponent(place.id);
  return fixed.find(([, { at }]) => at === place.at)?.[0] ?? "/admin";
}
