import type { StockCount } from "../../api-token-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { type Tally, type TypeTally, tallyOf } from "./tally.js";

/** The drawing is as wide as its box, in these units. */
const width = 1000;
const height = 10;

/** StockChart draws the stock: a bar a type, its length the number, its parts the states; and the same as a table. */
export function StockChart({ counts }: { readonly counts: readonly StockCount[] }) {
  const texts = useAdminTexts();
  const tally = tallyOf(counts);
  const longest = Math.max(1, ...tally.types.map(({ total }) => total));
  return (
    <figure class="chart stack">
      <figcaption class="unseen">{texts.stock.chart(tally.total)}</figcaption>
      <ul class="bars">
        {tally.types.map((one) => (
          <li key={one.type} class="bar-row">
            <span class="bar-name">{texts.types[one.type]}</span>
            <Bar of={one} longest={longest} />
            <span class="bar-total">{one.total}</span>
          </li>
        ))}
      </ul>
      <ul class="legend">
        {tally.states.map(({ state, count }) => (
          <li key={state}>
            <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`fill-${state}`} width="10" height="10" rx="2.5" />
            </svg>
            {texts.states[state]} <strong>{count}</strong>
          </li>
        ))}
      </ul>
      <details>
        <summary>{texts.stock.asTable}</summary>
        <ChartTable tally={tally} />
      </details>
    </figure>
  );
}

function Bar({ of: { type, total, parts }, longest }: { readonly of: TypeTally; readonly longest: number }) {
  const texts = useAdminTexts();
  const said = parts.map(({ state, count }) => `${count} ${texts.states[state]}`);
  const unit = width / longest;
  let end = 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={texts.stock.typeLine(texts.types[type], said)}
    >
      <rect class="bar-ground" width={width} height={height} />
      {parts.map(({ state, count }) => {
        const from = end;
        end += count * unit;
        // A hair of the ground stays between two parts.
        const gap = end < total * unit ? 3 : 0;
        return (
          <rect
            key={state}
            class={`fill-${state}`}
            x={from}
            width={Math.max(2, count * unit - gap)}
            height={height}
          >
            <title>{`${texts.states[state]}: ${count}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function ChartTable({ tally }: { readonly tally: Tally }) {
  const texts = useAdminTexts();
  const countOf = ({ parts }: TypeTally, state: string) =>
    parts.find((one) => one.state === state)?.count ?? 0;
  return (
    <table class="table table-numbers">
      <caption class="unseen">{texts.stock.chart(tally.total)}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.stock.state}</th>
          {tally.types.map(({ type }) => (
            <th key={type} scope="col">
              {texts.types[type]}
            </th>
          ))}
          <th scope="col">{texts.stock.total}</th>
        </tr>
      </thead>
      <tbody>
        {tally.states.map(({ state, count }) => (
          <tr key={state}>
            <th scope="row">{texts.states[state]}</th>
            {tally.types.map((one) => (
              <td key={one.type}>{countOf(one, state)}</td>
            ))}
            <td>{count}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{texts.stock.total}</th>
          {tally.types.map(({ type, total }) => (
            <td key={type}>{total}</td>
          ))}
          <td>{tally.total}</td>
        </tr>
      </tbody>
    </table>
  );
}
