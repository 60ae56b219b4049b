import type { Deps } from "../deps.js";
import { type UserFilter, userSearch } from "./user-filter.js";

const PAGE = 500;

/** The names of all users whom a filter finds, in their order. */
export async function allUsernames(
  { storage, factors }: Pick<Deps, "storage" | "factors">,
  filter: UserFilter,
): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const page = await storage.users.list({
      ...userSearch(filter, factors),
      after: names.at(-1),
      limit: PAGE,
    });
    names.push(...page.map(({ username }) => username));
    if (page.length < PAGE) return names;
  }
}
