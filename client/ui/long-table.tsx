import type { ComponentChildren, JSX } from "preact";
import { Button } from "./button.js";
import { TableFrame } from "./table-frame.js";
import { useShown } from "./use-shown.js";

/** LongTableProps: `heads` are the columns' headings, `row` draws a table row (with a key), `more` is the button's text. */
export interface LongTableProps<T> {
  readonly label: string;
  readonly heads: readonly ComponentChildren[];
  readonly all: readonly T[];
  readonly row: (one: T, index: number) => JSX.Element;
  readonly more: string;
}

/** LongTable shows a long list as a table, by portions. */
export function LongTable<T>({ label, heads, all, row, more: moreText }: LongTableProps<T>) {
  const { rows, more } = useShown(all);
  return (
    <>
      <TableFrame label={label}>
        <table class="table">
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={index} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{rows.map(row)}</tbody>
        </table>
      </TableFrame>
      {more && (
        <div>
          <Button look="secondary" onClick={more}>
            {moreText}
          </Button>
        </div>
      )}
    </>
  );
}
