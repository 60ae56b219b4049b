import type { ComponentChildren } from "preact";
import { Button } from "../../ui/button.js";
import { Field } from "../../ui/field.js";
import { LoadState } from "../../ui/load-state.js";
import { Outcome } from "../../ui/outcome.js";
import type { Listing } from "./use-listing.js";

/** ListingTexts are the words of a list that is searched. */
export interface ListingTexts {
  readonly search: string;
  readonly searchHint: string;
  readonly shown: (count: number, more: boolean) => string;
  readonly noMatch: string;
  readonly clear: string;
  readonly more: string;
}

/** ListingCardProps: `filter` stands beside the search, `cleared` is the search that finds everything. */
export interface ListingCardProps<S, T> {
  readonly label: string;
  readonly listing: Listing<S, T>;
  readonly texts: ListingTexts;
  readonly filter: ComponentChildren;
  readonly cleared: NoInfer<S>;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

/** ListingCard is a list with its search, what was found, and the way to more of it. */
export function ListingCard<S extends { readonly query: string }, T>({
  label,
  listing: { search, change, list, more, loadMore },
  texts,
  filter,
  cleared,
  children,
}: ListingCardProps<S, T>) {
  const items = list.value?.items ?? [];
  return (
    <section class="card stack" aria-label={label}>
      <search class="filters">
        <Field
          label={texts.search}
          name="query"
          type="search"
          hint={texts.searchHint}
          value={search.query}
          onValue={(query) => change({ query } as Partial<S>)}
          autocomplete="off"
          spellcheck={false}
          maxLength={128}
        />
        {filter}
      </search>
      <LoadState of={list} />
      {list.value && (
        <p class="soft" role="status">
          {items.length === 0 ? texts.noMatch : texts.shown(items.length, list.value.cursor !== null)}
        </p>
      )}
      {items.length > 0 && children(items)}
      {list.value && items.length === 0 && (
        <div>
          <Button look="secondary" onClick={() => change(cleared)}>
            {texts.clear}
          </Button>
        </div>
      )}
      <Outcome action={more} />
      {list.value?.cursor != null && (
        <div>
          <Button look="secondary" busy={more.busy} onClick={loadMore}>
            {texts.more}
          </Button>
        </div>
      )}
    </section>
  );
}
