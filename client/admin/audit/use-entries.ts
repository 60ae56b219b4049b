import { useRef } from "preact/hooks";
import { searchAudit } from "../../api-audit.js";
import type { AuditEntry } from "../../api-audit-types.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";
import { filterOf, questionOf } from "./audit-filter.js";

/** The most entries that are kept while new ones come; older ones are found again by a search. */
const most = 1000;

/** Listed is what has been read so far; `cursor` leads on where there is more. */
export interface Listed {
  readonly entries: readonly AuditEntry[];
  readonly cursor: string | null;
}

/** Entries is the list of entries that a search finds. */
export interface Entries {
  readonly list: Latest<Listed>;
  readonly more: Action;
  readonly loadMore: () => void;
  /** Puts entries that have just come, newest first, in front. */
  readonly prepend: (fresh: readonly AuditEntry[]) => void;
}

/** useEntries lists what the query of the page's address finds, page by page. */
export function useEntries(query: string): Entries {
  const list = useLatest(() => read(query), [query]);
  const more = useAction();
  const current = useRef({ query, value: list.value });
  current.current = { query, value: list.value };
  const set = (value: Listed) => {
    current.current = { ...current.current, value };
    list.set(value);
  };
  return {
    list,
    more,
    loadMore: () =>
      more.run(async () => {
        const { cursor } = list.value ?? { cursor: null };
        if (cursor === null) return;
        const next = await read(query, cursor);
        // Another search may have begun meanwhile; its list has no use for this page.
        if (current.current.query !== query) return;
        set({ entries: [...(current.current.value?.entries ?? []), ...next.entries], cursor: next.cursor });
      }),
    prepend(fresh) {
      const { value } = current.current;
      if (value === null) return;
      const known = new Set(value.entries.map(({ id }) => id));
      const entries = [...fresh.filter(({ id }) => !known.has(id)), ...value.entries];
      const last = entries[most - 1];
      set(
        entries.length > most && last
          ? { entries: entries.slice(0, most), cursor: last.id }
          : { entries, cursor: value.cursor },
      );
    },
  };
}

async function read(query: string, after?: string): Promise<Listed> {
  const { entries, cursor } = await searchAudit(questionOf(filterOf(query)), after);
  return { entries, cursor: cursor ?? null };
}
