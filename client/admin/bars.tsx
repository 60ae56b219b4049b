import type { ComponentChildren } from "preact";

/** BarRow is one bar: `line` says all of it in words, `parts` lie in it one after the other. */
export interface BarRow {
  readonly key: string;
  readonly name: ComponentChildren;
  readonly line: string;
  readonly total: number;
  /** `fill` is a class, or a pattern of the page. */
  readonly parts: readonly { readonly count: number; readonly fill: string }[];
}

/** Bars are horizontal bars; `longest` is the number that fills one. */
export function Bars({ rows, longest }: { readonly rows: readonly BarRow[]; readonly longest: number }) {
  return (
    <ul class="bars">
      {rows.map(({ key, name, line, total, parts }) => (
        <li key={key} class="bar-row">
          <span class="bar-name">{name}</span>
          <svg class="bar" role="img" aria-label={line}>
            <rect class="bar-ground" width="100%" height="100%" />
            <Parts parts={parts} unit={100 / Math.max(1, longest)} />
          </svg>
          <span class="bar-total">{total}</span>
        </li>
      ))}
    </ul>
  );
}

function Parts({ parts, unit }: { readonly parts: BarRow["parts"]; readonly unit: number }) {
  let end = 0;
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, fill }) => {
      const from = end;
      end += count * unit;
      return (
        <rect
          key={fill}
          class={fill}
          x={`${from}%`}
          width={`${Math.max(0.4, count * unit - 0.3)}%`}
          height="100%"
        />
      );
    });
}
