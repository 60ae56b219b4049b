import { countStock } from "../../api-tokens.js";
import { useAdminTexts } from "../../strings/admin.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { Select } from "../../ui/select.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayChangeTokens, mayImportTokens, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { ListingCard } from "../listing/listing-card.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { EmptyStock } from "./empty-stock.js";
import { StockChart } from "./stock-chart.js";
import { stateOrder } from "./tally.js";
import { TokenTable } from "./token-table.js";
import { type Stock, useStock } from "./use-stock.js";

/** StockPage is the stock of hardware tokens: at a glance, and to search. */
export function StockPage() {
  const texts = useAdminTexts().stock;
  const { session, first } = useAdmin();
  const summary = useLatest(countStock, []);
  const stock = useStock();
  useTitle(texts.title);
  const isEmpty = summary.value?.every(({ count }) => count === 0) ?? false;
  return (
    <>
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        {!isEmpty && (
          <div class="row">
            {mayChangeTokens(session) && (
              <Link class="button button-secondary" to={pathOf({ at: "assign" })}>
                {texts.assign}
              </Link>
            )}
            {mayImportTokens(session) && (
              <Link class="button button-primary" to={pathOf({ at: "import" })}>
                {texts.import}
              </Link>
            )}
          </div>
        )}
      </div>
      {isEmpty ? (
        <EmptyStock />
      ) : (
        <>
          <section class="card stack" aria-labelledby="glance">
            <h2 id="glance">{texts.glance}</h2>
            <LoadState of={summary} />
            {summary.value && <StockChart counts={summary.value} />}
          </section>
          <StockListing stock={stock} />
        </>
      )}
    </>
  );
}

function StockListing({ stock }: { readonly stock: Stock }) {
  const { stock: texts, states } = useAdminTexts();
  return (
    <ListingCard
      label={texts.list}
      listing={stock}
      texts={texts}
      cleared={{ query: "", state: "" }}
      filter={
        <Select
          label={texts.state}
          name="state"
          value={stock.search.state}
          options={[["", texts.anyState], ...stateOrder.map((state) => [state, states[state]] as const)]}
          onValue={(state) => stock.change({ state })}
        />
      }
    >
      {(tokens) => <TokenTable tokens={tokens} />}
    </ListingCard>
  );
}
