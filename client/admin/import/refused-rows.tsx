import type { SeedRowError } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { Button } from "../../ui/button.js";
import { TableFrame } from "../../ui/table-frame.js";
import { useShown } from "../../ui/use-shown.js";

/** RefusedRowsProps: rows that are not imported, with why. */
export interface RefusedRowsProps {
  readonly rows: readonly SeedRowError[];
  readonly title: string;
}

/** RefusedRows says for each row of a file that is left out why it is. */
export function RefusedRows({ rows: all, title }: RefusedRowsProps) {
  const texts = useImportTexts();
  const { rows, more } = useShown(all);
  return (
    <div class="stack">
      <h2>{title}</h2>
      <TableFrame label={title}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{texts.row}</th>
              <th scope="col">{texts.serial}</th>
              <th scope="col">{texts.reason}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, error, serial }, index) => (
              <tr key={`${row} ${index}`}>
                <td>{row}</td>
                <td class="serial">{serial ?? "–"}</td>
                <td>{texts.errors[error]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      {more && (
        <div>
          <Button look="secondary" onClick={more}>
            {texts.more}
          </Button>
        </div>
      )}
    </div>
  );
}
