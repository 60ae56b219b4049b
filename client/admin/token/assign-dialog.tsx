import { useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import type { Token } from "../../api-token-types.js";
import { assignToken } from "../../api-tokens.js";
import { useCommonTexts } from "../../strings/common.js";
import { useTokenTexts } from "../../strings/token.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";

/** AssignDialogProps: `onDone` gets the token as it is with its user. */
export interface AssignDialogProps {
  readonly serial: string;
  readonly onDone: (token: Token) => void;
  readonly onClose: () => void;
}

/** AssignDialog gives a token to a user by name. */
export function AssignDialog({ serial, onDone, onClose }: AssignDialogProps) {
  const common = useCommonTexts();
  const { assign, actions } = useTokenTexts();
  const [username, setUsername] = useState("");
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const unknown = action.failure instanceof ApiError && action.failure.code === "not_found";

  const submit = (event: Event) => {
    event.preventDefault();
    const name = username.trim();
    setMissing(name === "");
    if (name !== "") action.run(async () => onDone(await assignToken(serial, name)));
  };
  return (
    <Dialog title={assign.title(serial)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p class="soft">{assign.lead}</p>
        {!unknown && (
          <Outcome action={action} own={{ conflict: assign.conflict, forbidden: actions.forbidden }} />
        )}
        <Field
          label={assign.username}
          name="username"
          value={username}
          onValue={setUsername}
          error={missing ? assign.missing : unknown ? assign.noUser : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={256}
          required
          takesFocus
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy} disabled={action.block !== null}>
            {assign.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
