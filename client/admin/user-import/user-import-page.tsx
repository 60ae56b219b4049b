import { importUsers } from "../../api-bulk.js";
import type { UserImportChoices, UserImportReport } from "../../api-bulk-types.js";
import { useUserImportTexts } from "../../strings/user-import.js";
import { StepHeading } from "../../ui/page.js";
import { Progress } from "../../ui/progress.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";
import { type FileImport, useFileImport } from "../import/use-file-import.js";
import { useTitle } from "../use-title.js";
import { UserListStep } from "./user-list-step.js";
import { UserPreviewStep } from "./user-preview-step.js";
import { UserResultStep } from "./user-result-step.js";

/** UserImport is where the wizard of a list of users is. */
export type UserImport = FileImport<UserImportChoices, UserImportReport>;

const noChoices: UserImportChoices = { update: true, groups: "add" };

/** UserImportPage is the wizard that imports users: choose a list, check what would happen, and import it. */
export function UserImportPage() {
  const texts = useUserImportTexts();
  const { session, first } = useAdmin();
  const wizard = useFileImport(noChoices, importUsers);
  const { preview, result } = wizard;
  useTitle(texts.title);
  if (!mayAdministerUsers(session)) {
    return (
      <>
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <p>{texts.notAllowed}</p>
      </>
    );
  }
  const checking = preview !== null && preview.fileError === null;
  return (
    <div class="wizard">
      <Progress label={texts.stepsLabel} steps={texts.steps} at={result !== null ? 2 : checking ? 1 : 0} />
      <div class="card stack-loose">
        {result !== null ? (
          <UserResultStep result={result} onAgain={wizard.restart} />
        ) : checking ? (
          <UserPreviewStep wizard={wizard} preview={preview} />
        ) : (
          <UserListStep wizard={wizard} quietAtFirst={first && preview === null} />
        )}
      </div>
    </div>
  );
}
