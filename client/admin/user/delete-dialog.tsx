import { useState } from "preact/hooks";
import { deletePerson } from "../../api-bulk.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Field } from "../../ui/field.js";

/** DeleteDialogProps: `onDone` is called once the user is gone. */
export interface DeleteDialogProps {
  readonly username: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** DeleteDialog says what deleting a user ends, and asks for the name. */
export function DeleteDialog({ username, onDone, onClose }: DeleteDialogProps) {
  const texts = useBulkTexts();
  const own = texts.remove;
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState(false);
  return (
    <ConfirmDialog
      title={own.title(username)}
      submit={own.submit}
      own={{ forbidden: own.forbidden }}
      onClose={onClose}
      onConfirm={async () => {
        const isRight = typed.trim() === username;
        setSlip(!isRight);
        if (!isRight) return;
        await deletePerson(username);
        onDone();
      }}
    >
      <p>{own.lead}</p>
      <ul class="ends">
        {own.ends.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{own.instead}</p>
      <Field
        label={texts.type(username)}
        name="word"
        value={typed}
        onValue={setTyped}
        error={slip ? texts.typeWrong : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        takesFocus
      />
    </ConfirmDialog>
  );
}
