import type { UserImportReport } from "../../api-bulk-types.js";
import { useUserImportTexts } from "../../strings/user-import.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { UploadProgress } from "../../ui/upload-progress.js";
import type { UserImport } from "./user-import-page.js";
import { UserRows } from "./user-rows.js";

/** UserPreviewStepProps: what the list would do. */
export interface UserPreviewStepProps {
  readonly wizard: UserImport;
  readonly preview: UserImportReport;
}

/** UserPreviewStep shows what would happen to each row before anything does. */
export function UserPreviewStep({ wizard, preview }: UserPreviewStepProps) {
  const texts = useUserImportTexts();
  const { action, sent } = wizard;
  const { counts, columns, encoding, rows } = preview;
  const submit = (event: Event) => {
    event.preventDefault();
    wizard.commit(null);
  };
  return (
    <form class="stack-loose" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading>{texts.heading(counts.created, counts.updated)}</StepHeading>
        <p class="soft">
          {counts.unchanged > 0 && texts.unchanged(counts.unchanged)}{" "}
          {counts.refused > 0 && texts.refused(counts.refused)}
        </p>
        {columns.ignored.length > 0 && <p class="soft">{texts.ignored(columns.ignored.join(", "))}</p>}
      </div>
      {encoding === "windows-1252" && <Notice tone="warning">{texts.windows1252}</Notice>}
      <Outcome action={action} />
      <UserRows rows={rows} />
      {sent === null ? (
        <div class="row row-ends">
          <Button look="secondary" onClick={wizard.restart}>
            {texts.back}
          </Button>
          {counts.created + counts.updated > 0 && (
            <Button busy={action.busy} disabled={action.block !== null}>
              {texts.commit}
            </Button>
          )}
        </div>
      ) : (
        <UploadProgress sent={sent} sending={texts.sending} working={texts.storing} />
      )}
    </form>
  );
}
