import { useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import { rescuePerson } from "../../api-people.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { readCode } from "../../ui/code.js";
import { CodeField } from "../../ui/code-field.js";
import { Dialog } from "../../ui/dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";

/** RescueDialogProps: `onDone` is called once the user is rescued. */
export interface RescueDialogProps {
  readonly username: string;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** RescueDialog says what a rescue ends, and does it by a code of the administrator's own. */
export function RescueDialog({ username, onDone, onClose }: RescueDialogProps) {
  const common = useCommonTexts();
  const texts = usePeopleTexts().actions;
  const action = useAction();
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState(false);
  const wrong = action.failure instanceof ApiError && action.failure.code === "verification_failed";
  const submit = (event: Event) => {
    event.preventDefault();
    // Tokens that type an id before the code, and YubiKeys, are codes of one's own as well.
    const code = readCode(typed, "token") ?? readCode(typed, "modhex");
    setSlip(code === null);
    if (code === null) return;
    action.run(async () => {
      await rescuePerson(username, code);
      await onDone();
    });
  };
  return (
    <Dialog title={texts.rescueTitle(username)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p>{texts.rescueLead}</p>
        <ul class="ends">
          {texts.rescueEnds.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{texts.rescueAfter}</p>
        {!wrong && (
          <Outcome
            action={action}
            own={{ forbidden: texts.rescueForbidden, not_enrolled: texts.rescueNothing }}
          />
        )}
        <CodeField
          kind="token"
          label={texts.rescueCode}
          hint={texts.rescueCodeHint}
          value={typed}
          onValue={setTyped}
          error={wrong ? texts.rescueWrong : slip ? common.code.malformed : undefined}
          takesFocus
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button look="danger" type="submit" busy={action.busy} disabled={action.block !== null}>
            {texts.rescueSubmit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
