import { useEffect, useRef, useState } from "preact/hooks";
import type { Token } from "../../api-token-types.js";
import { listTokens, type StockSearch } from "../../api-tokens.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";
import { stateOrder } from "./tally.js";

/** People stop typing for so long before what they typed is searched for, in milliseconds. */
const pauseMs = 250;

/** Stock is the list of tokens by the search that stands in the address. */
export interface Stock {
  readonly search: StockSearch;
  readonly change: (search: Partial<StockSearch>) => void;
  readonly list: Latest<Listed>;
  readonly more: Action;
  readonly loadMore: () => void;
}

/** Listed is what has been read so far; `cursor` leads on where there is more. */
export interface Listed {
  readonly tokens: readonly Token[];
  readonly cursor: string | null;
}

/** useStock lists the stock page by page. The search is kept in the address, for reloads and for going back. */
export function useStock(): Stock {
  const [search, setSearch] = useState(() => searchOf(new URLSearchParams(location.search)));
  const settled = useSettled(search);
  const current = useRef(settled);
  current.current = settled;
  const list = useLatest(() => read(settled), [settled]);
  const more = useAction();
  const { value } = list;

  useEffect(() => {
    const query = new URLSearchParams();
    if (settled.query !== "") query.set("query", settled.query);
    if (settled.state !== "") query.set("state", settled.state);
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
        // Another search may have begun meanwhile; its list has no use for this page.
        if (current.current !== settled) return;
        list.set({ tokens: [...value.tokens, ...next.tokens], cursor: next.cursor });
      }),
  };
}

async function read({ query, state }: StockSearch, after?: string): Promise<Listed> {
  const { tokens, cursor } = await listTokens({ query: query.trim(), state }, after);
  return { tokens, cursor: cursor ?? null };
}

function searchOf(query: URLSearchParams): StockSearch {
  const state = stateOrder.find((known) => known === query.get("state")) ?? "";
  return { query: query.get("query") ?? "", state };
}

/** What it was before is kept until the person has stopped typing; a chosen state counts at once. */
function useSettled(search: StockSearch): StockSearch {
  const [settled, setSettled] = useState(search);
  useEffect(() => {
    if (search === settled) return;
    const timer = setTimeout(() => setSettled(search), search.query === settled.query ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [search, settled]);
  return settled;
}
