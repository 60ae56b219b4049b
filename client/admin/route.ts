/** The pages of the console and their addresses. */

/** Place is a page of the console. */
export type Place =
  | { readonly at: "home" }
  | { readonly at: "tokens" }
  | { readonly at: "import" }
  | { readonly at: "assign" }
  | { readonly at: "token"; readonly serial: string }
  | { readonly at: "nowhere" };

const fixed: readonly (readonly [path: string, place: Place])[] = [
  ["/admin", { at: "home" }],
  ["/admin/tokens", { at: "tokens" }],
  ["/admin/tokens/import", { at: "import" }],
  ["/admin/tokens/assign", { at: "assign" }],
];
const tokenPath = "/admin/token/";

/** placeOf says which page an address is of. */
export function placeOf(pathname: string): Place {
  const known = fixed.find(([path]) => path === pathname);
  if (known) return known[1];
  if (!pathname.startsWith(tokenPath)) return { at: "nowhere" };
  try {
    return { at: "token", serial: decodeURIComponent(pathname.slice(tokenPath.length)) };
  } catch {
    return { at: "nowhere" };
  }
}

/** pathOf is the address of a page. */
export function pathOf(place: Exclude<Place, { at: "nowhere" }>): string {
  if (place.at === "token") return tokenPath + encodeURIComponent(place.serial);
  return fixed.find(([, { at }]) => at === place.at)?.[0] ?? "/admin";
}
