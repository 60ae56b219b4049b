import { listPeople } from "../../api-people.js";
import type { PeopleFilter, PeopleSearch, Person } from "../../api-people-types.js";
import { type Listing, useListing } from "../listing/use-listing.js";

const filters: readonly PeopleFilter[] = ["", "unprotected", "blocked", "suspended"];

/** People is the list of users by the search that stands in the address. */
export type People = Listing<PeopleSearch, Person>;

/** usePeople lists users page by page. */
export function usePeople(): People {
  return useListing<PeopleSearch, Person>({
    async read({ query, filter }, after) {
      const { users, cursor } = await listPeople({ query: query.trim(), filter }, after);
      return { items: users, cursor: cursor ?? null };
    },
    searchOf: (address) => ({
      query: address.get("query") ?? "",
      filter: filters.find((known) => known === address.get("show")) ?? "",
    }),
    addressOf: ({ query, filter }) => ({ query, show: filter }),
  });
}
