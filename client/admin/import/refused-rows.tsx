import type { SeedRowError } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { LongTable } from "../../ui/long-table.js";

/** RefusedRowsProps: rows that are not imported, with why. */
export interface RefusedRowsProps {
  readonly rows: readonly SeedRowError[];
  readonly title: string;
}

/** RefusedRows says for each row of a file that is left out why it is. */
export function RefusedRows({ rows, title }: RefusedRowsProps) {
  const texts = useImportTexts();
  return (
    <div class="stack">
      <h2>{title}</h2>
      <LongTable
        label={title}
        heads={[texts.row, texts.serial, texts.reason]}
        all={rows}
        more={texts.more}
        row={({ row, error, serial }, index) => (
          <tr key={`${row} ${index}`}>
            <td>{row}</td>
            <td class="serial">{serial ?? "–"}</td>
            <td>{texts.errors[error]}</td>
          </tr>
        )}
      />
    </div>
  );
}
