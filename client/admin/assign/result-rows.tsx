import type { AssignmentResult } from "../../api-token-types.js";
import { useAssignTexts } from "../../strings/assign.js";
import type { AssignTexts } from "../../strings/en/assign.js";
import { LongTable } from "../../ui/long-table.js";

/** ResultRowsProps: `done` says what became of a row without an obstacle, or will. */
export interface ResultRowsProps {
  readonly results: readonly AssignmentResult[];
  readonly done: string;
}

/** outcomeText says why a row was not possible; the service's own words where there are any. */
export function outcomeText({ code, message }: AssignmentResult, texts: AssignTexts): string | null {
  if (code === undefined) return null;
  if (code === "twice") return texts.twice;
  return message ?? texts.codes[code] ?? texts.other;
}

/** ResultRows says for each row of a bulk assignment what becomes of it; those with an obstacle come first. */
export function ResultRows({ results, done }: ResultRowsProps) {
  const texts = useAssignTexts();
  const sorted = [...results].sort((a, b) => Number(a.code === undefined) - Number(b.code === undefined));
  return (
    <div class="stack">
      <LongTable
        label={texts.outcome}
        heads={[texts.serial, texts.user, texts.outcome]}
        all={sorted}
        more={texts.more}
        row={(row, index) => {
          const obstacle = outcomeText(row, texts);
          return (
            <tr key={`${index} ${row.serial}`}>
              <th scope="row" class="serial">
                {row.serial}
              </th>
              <td>{row.username}</td>
              <td class={obstacle === null ? "outcome-good" : "outcome-bad"}>{obstacle ?? done}</td>
            </tr>
          );
        }}
      />
    </div>
  );
}
