import type { UserImportReport } from "../../api-bulk-types.js";
import type { UserImportTexts } from "../../strings/en/user-import.js";
import { useUserImportTexts } from "../../strings/user-import.js";
import { Button } from "../../ui/button.js";
import { csvText } from "../../ui/csv.js";
import { download } from "../../ui/download.js";
import { StepHeading } from "../../ui/page.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { UserRows, whatOf } from "./user-rows.js";

/** UserResultStepProps: what became of each row. */
export interface UserResultStepProps {
  readonly result: UserImportReport;
  readonly onAgain: () => void;
}

/** UserResultStep says what was imported, and gives it as a file. */
export function UserResultStep({ result, onAgain }: UserResultStepProps) {
  const texts = useUserImportTexts();
  const { created, updated, refused } = result.counts;
  return (
    <>
      <div class="stack-tight">
        <StepHeading>{texts.doneHeading(created, updated)}</StepHeading>
        {refused > 0 && <p class="soft">{texts.refused(refused)}</p>}
      </div>
      <UserRows rows={result.rows} />
      <div class="row">
        <Link class="button button-primary" to={pathOf({ at: "users" })}>
          {texts.toUsers}
        </Link>
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
function resultCsv({ rows }: UserImportReport, texts: UserImportTexts): string {
  const head = [texts.row, texts.user, texts.outcome, texts.what];
  const lines = rows.map(
    (one) => [one.row, one.username, texts.outcomes[one.outcome], whatOf(one, texts)] as const,
  );
  return csvText([head, ...lines]);
}
