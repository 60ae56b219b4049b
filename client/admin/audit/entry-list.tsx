import { useAuditTexts } from "../../strings/audit.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { Outcome } from "../../ui/outcome.js";
import type { Filter } from "./audit-filter.js";
import { EntryRow } from "./entry-row.js";
import type { Entries } from "./use-entries.js";

/** EntryListProps: `waiting` is how many came while the person reads; `onShow` shows them. */
export interface EntryListProps {
  readonly entries: Entries;
  readonly filter: Filter;
  readonly waiting: number;
  readonly onShow: () => void;
}

/** EntryList is what was found, newest first. */
export function EntryList({ entries: { list, more, loadMore }, filter, waiting, onShow }: EntryListProps) {
  const texts = useAuditTexts();
  const { value } = list;
  const isFiltered = Object.values(filter).some((one) => one !== "");
  const empty = isFiltered ? texts.list.empty : texts.list.none;
  return (
    <>
      <LoadState of={list} />
      {value && (
        <p class="soft" role="status">
          {value.entries.length > 0 && texts.list.shown(value.entries.length, value.cursor !== null)}
        </p>
      )}
      {value?.entries.length === 0 && (
        <div class="stack-tight">
          <h2>{empty.title}</h2>
          <p>{empty.lead}</p>
        </div>
      )}
      {waiting > 0 && (
        <div class="audit-waiting">
          <Button type="button" onClick={onShow}>
            {texts.live.show(waiting)}
          </Button>
        </div>
      )}
      {value && value.entries.length > 0 && (
        <ol class="items items-close" aria-label={texts.list.label}>
          {value.entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} filter={filter} />
          ))}
        </ol>
      )}
      <Outcome action={more} />
      {value?.cursor != null && (
        <div>
          <Button look="secondary" busy={more.busy} onClick={loadMore}>
            {texts.list.more}
          </Button>
        </div>
      )}
    </>
  );
}
