import type { AssignmentResult } from "../../api-token-types.js";
import { useAssignTexts } from "../../strings/assign.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { ResultRows } from "./result-rows.js";
import { RowProgress } from "./row-progress.js";
import { type Assignments, possible } from "./use-assignments.js";

/** CheckStepProps: what would become of each row. */
export interface CheckStepProps {
  readonly assignments: Assignments;
  readonly preview: readonly AssignmentResult[];
}

/** CheckStep shows what would happen, row by row, before it does. */
export function CheckStep({ assignments, preview }: CheckStepProps) {
  const texts = useAssignTexts();
  const { action, progress, back, commit } = assignments;
  const ready = preview.filter(possible).length;
  const obstacles = preview.length - ready;
  return (
    <form
      class="stack-loose"
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <div class="stack-tight">
        <StepHeading>{ready === 0 ? texts.none : texts.ready(ready)}</StepHeading>
      </div>
      {obstacles > 0 && ready > 0 && <Notice tone="warning">{texts.obstacles(obstacles)}</Notice>}
      <Outcome action={action} />
      <ResultRows results={preview} done={texts.will} />
      {progress === null ? (
        <div class="row row-ends">
          <Button look="secondary" onClick={back}>
            {texts.back}
          </Button>
          {ready > 0 && (
            <Button busy={action.busy} disabled={action.block !== null}>
              {texts.submit(ready)}
            </Button>
          )}
        </div>
      ) : (
        <RowProgress progress={progress} />
      )}
    </form>
  );
}
