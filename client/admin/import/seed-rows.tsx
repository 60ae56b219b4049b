import type { SeedToken, SeedWarning } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { LongTable } from "../../ui/long-table.js";

/** SeedRowsProps: `left` are the rows that the person leaves out. */
export interface SeedRowsProps {
  readonly tokens: readonly SeedToken[];
  readonly left: ReadonlySet<number>;
  readonly onLeft: (left: ReadonlySet<number>) => void;
}

/** SeedRows are the tokens of a file that can be imported, each with its tick. */
export function SeedRows({ tokens, left, onLeft }: SeedRowsProps) {
  const texts = useImportTexts();
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
      <LongTable
        label={texts.ready(tokens.length)}
        heads={[
          <label key="all" class="tick-all">
            <input
              type="checkbox"
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = !all && left.size < tokens.length;
              }}
              onChange={() => onLeft(all ? new Set(tokens.map(({ row }) => row)) : new Set())}
            />
            {texts.chooseAll}
          </label>,
          texts.serial,
          texts.typeColumn,
          ...(hasModel ? [texts.model] : []),
          ...(hasRemark ? [texts.remark] : []),
        ]}
        all={tokens}
        more={texts.more}
        row={(token) => (
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
            {hasModel && <td class="soft">{[token.manufacturer, token.model].filter(Boolean).join(" ")}</td>}
            {hasRemark && (
              <td>
                {warningsOf(token).map((warning) => (
                  <p key={warning}>{texts.warnings[warning]}</p>
                ))}
              </td>
            )}
          </tr>
        )}
      />
    </div>
  );
}

function warningsOf({ warning }: SeedToken): SeedWarning[] {
  return warning === undefined ? [] : (warning.split(", ") as SeedWarning[]);
}
