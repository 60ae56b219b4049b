import { useEffect, useRef, useState } from "preact/hooks";
import { type Action, useAction } from "../../ui/use-action.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";

/** People stop typing for so long before what they typed is searched for, in milliseconds. */
const pauseMs = 250;

/** Listed is what has been read so far; `cursor` leads on where there is more. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** Listing is a list by the search that stands in the address. */
export interface Listing<S, T> {
  readonly search: S;
  readonly change: (search: Partial<S>) => void;
  readonly list: Latest<Listed<T>>;
  readonly more: Action;
  readonly loadMore: () => void;
}

/** Source is where a list comes from: how a page of it is read, and how its search is written in the address. */
export interface Source<S, T> {
  readonly read: (search: S, cursor?: string) => Promise<Listed<T>>;
  readonly searchOf: (query: URLSearchParams) => S;
  /** What is empty is left out. */
  readonly addressOf: (search: S) => Readonly<Record<string, string>>;
}

/** useListing lists something page by page. The search is kept in the address, for reloads and for going back. */
export function useListing<S extends { readonly query: string }, T>(source: Source<S, T>): Listing<S, T> {
  const [search, setSearch] = useState(() => source.searchOf(new URLSearchParams(location.search)));
  const settled = useSettled(search);
  const current = useRef(settled);
  current.current = settled;
  const list = useLatest(() => source.read(settled), [settled]);
  const more = useAction();
  const { value } = list;

  useEffect(() => {
    const query = new URLSearchParams();
    for (const [name, stated] of Object.entries(source.addressOf(settled))) {
      if (stated !== "") query.set(name, stated);
    }
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
        const next = await source.read(settled, value.cursor);
        // Another search may have begun meanwhile; its list has no use for this page.
        if (current.current !== settled) return;
        list.set({ items: [...value.items, ...next.items], cursor: next.cursor });
      }),
  };
}

/** What it was before is kept until the person has stopped typing; a chosen filter counts at once. */
function useSettled<S extends { readonly query: string }>(search: S): S {
  const [settled, setSettled] = useState(search);
  useEffect(() => {
    if (search === settled) return;
    const timer = setTimeout(() => setSettled(search), search.query === settled.query ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [search, settled]);
  return settled;
}
