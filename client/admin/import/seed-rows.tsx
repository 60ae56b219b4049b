import type { SeedToken, SeedWarning } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { Button } from "../../ui/button.js";
import { TableFrame } from "../../ui/table-frame.js";
import { useShown } from "../../ui/use-shown.js";

/** SeedRowsProps: `left` are the rows that the person leaves out. */
export interface SeedRowsProps {
  readonly tokens: readonly SeedToken[];
  readonly left: ReadonlySet<number>;
  readonly onLeft: (left: ReadonlySet<number>) => void;
}

/** SeedRows are the tokens of a file that can be imported, each with its tick. */
export function SeedRows({ tokens, left, onLeft }: SeedRowsProps) {
  const texts = useImportTexts();
  const { rows, more } = useShown(tokens);
  const all = left.size === 0;
  const hasModel = tokens.some(({ model, manufacturer }) => model ?? manufacturer);
  const hasRemark = tokens.some(({ warning }) => warning);
  const toggle = (row: number) => {
    const next = new Set(left);
    if (!next.delete(row)) next.add(row);
    onLeft(next);
  };
  return (
    <div class="stack">
      <TableFrame label={texts.ready(tokens.length)}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">
                <label class="tick-all">
                  <input
                    type="checkbox"
                    checked={all}
                    ref={(box) => {
                      if (box) box.indeterminate = !all && left.size < tokens.length;
                    }}
                    onChange={() => onLeft(all ? new Set(tokens.map(({ row }) => row)) : new Set())}
                  />
                  {texts.chooseAll}
                </label>
              </th>
              <th scope="col">{texts.serial}</th>
              <th scope="col">{texts.typeColumn}</th>
              {hasModel && <th scope="col">{texts.model}</th>}
              {hasRemark && <th scope="col">{texts.remark}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((token) => (
              <tr key={`${token.row} ${token.serial}`}>
                <td>
                  <input
                    type="checkbox"
                    class="tick-one"
                    aria-label={texts.choose(token.serial)}
                    checked={!left.has(token.row)}
                    onChange={() => toggle(token.row)}
                  />
                </td>
                <th scope="row" class="serial">
                  {token.serial}
                </th>
                <td>
                  {texts.types[token.type]}
                  {token.digits !== undefined && <span class="soft">, {texts.digits(token.digits)}</span>}
                </td>
                {hasModel && (
                  <td class="soft">{[token.manufacturer, token.model].filter(Boolean).join(" ")}</td>
                )}
                {hasRemark && (
                  <td>
                    {warningsOf(token).map((warning) => (
                      <p key={warning}>{texts.warnings[warning]}</p>
                    ))}
                  </td>
                )}
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

function warningsOf({ warning }: SeedToken): SeedWarning[] {
  return warning === undefined ? [] : (warning.split(", ") as SeedWarning[]);
}
