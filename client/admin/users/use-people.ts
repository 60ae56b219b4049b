import { useEffect, useState } from "preact/hooks";
import { listPeople } from "../../api-people.js";
import type { PeopleFilter, PeopleSearch, Person } from "../../api-people-types.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";

/** People stop typing for so long before what they typed is searched for, in milliseconds. */
const pauseMs = 250;

const filters: readonly PeopleFilter[] = ["", "unprotected", "blocked", "suspended"];

/** Listed is what has been read so far; `cursor` leads on where there is more. */
export interface Listed {
  readonly users: readonly Person[];
  readonly cursor: string | null;
}

/** People is the list of users by the search that stands in the address. */
export interface People {
  readonly search: PeopleSearch;
  readonly change: (search: Partial<PeopleSearch>) => void;
  readonly list: Latest<Listed>;
  readonly more: Action;
  readonly loadMore: () => void;
}

/** usePeople lists users page by page. The search is kept in the address, for reloads and for going back. */
export function usePeople(): People {
  const [search, setSearch] = useState(() => searchOf(new URLSearchParams(location.search)));
  const [settled, setSettled] = useState(search);
  const list = useLatest(() => read(settled), [settled]);
  const more = useAction();
  const { value } = list;

  useEffect(() => {
    if (search === settled) return;
    const timer = setTimeout(() => setSettled(search), search.query === settled.query ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [search, settled]);
  useEffect(() => {
    const query = new URLSearchParams();
    if (settled.query !== "") query.set("query", settled.query);
    if (settled.filter !== "") query.set("show", settled.filter);
    history.replaceState(null, "", query.size === 0 ? location.pathname : `${location.pathname}?${query}`);
  }, [settled]);

  return {
    search,
    change: (changed) => setSearch((before) => ({ ...before, ...changed })),
    list,
    more,
    loadMore: () =>
      more.run(async () => {
        if (value?.cursor == null) return;
        const next = await read(settled, value.cursor);
        list.set({ users: [...value.users, ...next.users], cursor: next.cursor });
      }),
  };
}

async function read({ query, filter }: PeopleSearch, after?: string): Promise<Listed> {
  const { users, cursor } = await listPeople({ query: query.trim(), filter }, after);
  return { users, cursor: cursor ?? null };
}

function searchOf(query: URLSearchParams): PeopleSearch {
  const filter = filters.find((known) => known === query.get("show")) ?? "";
  return { query: query.get("query") ?? "", filter };
}
