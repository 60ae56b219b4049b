import type { ImportReport } from "../../api-token-types.js";
import type { ImportTexts } from "../../strings/en/import.js";
import { useImportTexts } from "../../strings/import.js";
import { Button } from "../../ui/button.js";
import { csvText } from "../../ui/csv.js";
import { download } from "../../ui/download.js";
import { Notice } from "../../ui/notice.js";
import { StepHeading } from "../../ui/page.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { RefusedRows } from "./refused-rows.js";

/** ResultStepProps: what was stored and what was not. */
export interface ResultStepProps {
  readonly result: ImportReport;
  readonly onAgain: () => void;
}

/** ResultStep says what came into the stock, and gives it as a file. */
export function ResultStep({ result, onAgain }: ResultStepProps) {
  const texts = useImportTexts();
  const { tokens, rowErrors } = result;
  const some = tokens.length > 0;
  return (
    <>
      <div class="stack-tight">
        <StepHeading>{some ? texts.doneHeading(tokens.length) : texts.doneNone}</StepHeading>
        {some && <p>{texts.doneLead}</p>}
      </div>
      <Notice tone="warning">{texts.wipe}</Notice>
      {rowErrors.length > 0 && <RefusedRows rows={rowErrors} title={texts.refused(rowErrors.length)} />}
      <div class="row">
        <Link class="button button-primary" to={pathOf({ at: "tokens" })}>
          {texts.toStock}
        </Link>
        {some && (
          <Link class="button button-secondary" to={pathOf({ at: "assign" })}>
            {texts.toAssign}
          </Link>
        )}
        <Button
          look="secondary"
          onClick={() => download(texts.fileName, resultCsv(result, texts), "text/csv")}
        >
          {texts.download}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          {texts.again}
        </Button>
      </div>
    </>
  );
}

/** The result as a table for a spreadsheet, in the order of the file. */
function resultCsv({ tokens, rowErrors }: ImportReport, texts: ImportTexts): string {
  const taken = tokens.map(
    ({ row, serial, type }) => [row, serial, texts.types[type], texts.imported, ""] as const,
  );
  const refused = rowErrors.map(
    ({ row, serial, error }) => [row, serial ?? "", "", texts.leftOut, texts.errors[error]] as const,
  );
  const head = [texts.row, texts.serial, texts.typeColumn, texts.result, texts.reason];
  return csvText([head, ...[...taken, ...refused].sort(([a], [b]) => a - b)]);
}
