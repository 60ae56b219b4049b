import { useImportTexts } from "../../strings/import.js";
import { StepHeading } from "../../ui/page.js";
import { Progress } from "../../ui/progress.js";
import { mayImportTokens, useAdmin } from "../admin-context.js";
import { useTitle } from "../use-title.js";
import { FileStep } from "./file-step.js";
import { PreviewStep } from "./preview-step.js";
import { ResultStep } from "./result-step.js";
import { useImport } from "./use-import.js";

/** ImportPage is the import wizard: choose a file, check what is in it, and take it into the stock. */
export function ImportPage() {
  const texts = useImportTexts();
  const { session, first } = useAdmin();
  const wizard = useImport();
  const { preview, result } = wizard;
  useTitle(texts.title);
  if (!mayImportTokens(session)) {
    return (
      <>
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <p>{texts.notAllowed}</p>
      </>
    );
  }
  const checking = preview !== null && preview.fileError === null;
  const at = result !== null ? 2 : checking ? 1 : 0;
  return (
    <div class="wizard">
      <Progress label={texts.stepsLabel} steps={texts.steps} at={at} />
      <div class="card stack-loose">
        {result !== null ? (
          <ResultStep result={result} onAgain={wizard.restart} />
        ) : checking ? (
          <PreviewStep wizard={wizard} preview={preview} />
        ) : (
          <FileStep wizard={wizard} quietAtFirst={first && preview === null} />
        )}
      </div>
    </div>
  );
}
