import type { AssignmentResult } from "../../api-token-types.js";
import { useAssignTexts } from "../../strings/assign.js";
import { Button } from "../../ui/button.js";
import { csvText } from "../../ui/csv.js";
import { download } from "../../ui/download.js";
import { Notice } from "../../ui/notice.js";
import { StepHeading } from "../../ui/page.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { outcomeText, ResultRows } from "./result-rows.js";

/** DoneStepProps: what became of each row. */
export interface DoneStepProps {
  readonly results: readonly AssignmentResult[];
  readonly onAgain: () => void;
}

/** DoneStep says what became of each row, and gives it as a file. */
export function DoneStep({ results, onAgain }: DoneStepProps) {
  const texts = useAssignTexts();
  const done = results.filter(({ assigned }) => assigned).length;
  const csv = () => {
    const rows = results.map((row) => [row.serial, row.username, outcomeText(row, texts) ?? texts.did]);
    return csvText([[texts.serial, texts.user, texts.outcome], ...rows]);
  };
  return (
    <>
      <StepHeading>{texts.doneHeading(done)}</StepHeading>
      {done < results.length && <Notice tone="danger">{texts.failed(results.length - done)}</Notice>}
      <ResultRows results={results} done={texts.did} />
      <div class="row">
        <Link class="button button-primary" to={pathOf({ at: "tokens" })}>
          {texts.toStock}
        </Link>
        <Button look="secondary" onClick={() => download(texts.fileName, csv(), "text/csv")}>
          {texts.download}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          {texts.again}
        </Button>
      </div>
    </>
  );
}
