import { useState } from "preact/hooks";
import { useAssignTexts } from "../../strings/assign.js";
import { useTokenTexts } from "../../strings/token.js";
import { StepHeading } from "../../ui/page.js";
import { Progress } from "../../ui/progress.js";
import { mayChangeTokens, useAdmin } from "../admin-context.js";
import { useTitle } from "../use-title.js";
import { CheckStep } from "./check-step.js";
import { DoneStep } from "./done-step.js";
import { ListStep } from "./list-step.js";
import { useAssignments } from "./use-assignments.js";

/** AssignPage assigns many tokens at once: a list, a look at what would happen, and the result. */
export function AssignPage() {
  const texts = useAssignTexts();
  const { readOnly } = useTokenTexts().actions;
  const { session, first } = useAdmin();
  const [text, setText] = useState("");
  const assignments = useAssignments();
  const { preview, result } = assignments;
  useTitle(texts.title);
  if (!mayChangeTokens(session)) {
    return (
      <>
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <p>{readOnly}</p>
      </>
    );
  }
  const at = result !== null ? 2 : preview !== null ? 1 : 0;
  return (
    <div class="wizard">
      <Progress label={texts.stepsLabel} steps={texts.steps} at={at} />
      <div class="card stack-loose">
        {result !== null ? (
          <DoneStep
            results={result}
            onAgain={() => {
              setText("");
              assignments.back();
            }}
          />
        ) : preview !== null ? (
          <CheckStep assignments={assignments} preview={preview} />
        ) : (
          <ListStep assignments={assignments} text={text} onText={setText} quietAtFirst={first} />
        )}
      </div>
    </div>
  );
}
