import { useState } from "preact/hooks";
import { renameGroup } from "../../api-bulk.js";
import { useGroupTexts } from "../../strings/groups.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Field } from "../../ui/field.js";

/** RenameDialogProps: `onDone` gets the new name, and how many members have it now. */
export interface RenameDialogProps {
  readonly name: string;
  readonly onDone: (to: string, count: number) => void;
  readonly onClose: () => void;
}

/** RenameDialog gives a group another name. */
export function RenameDialog({ name, onDone, onClose }: RenameDialogProps) {
  const texts = useGroupTexts();
  const [to, setTo] = useState(name);
  const [slip, setSlip] = useState(false);
  return (
    <ConfirmDialog
      title={texts.renameTitle(name)}
      submit={texts.renameSubmit}
      danger={false}
      own={{ conflict: texts.taken }}
      onClose={onClose}
      onConfirm={async () => {
        const chosen = to.trim();
        setSlip(chosen === "" || chosen === name);
        if (chosen === "" || chosen === name) return;
        onDone(chosen, (await renameGroup(name, chosen)).changed);
      }}
    >
      <p>{texts.renameLead}</p>
      <Field
        label={texts.newName}
        name="group"
        value={to}
        onValue={setTo}
        error={slip ? texts.nameMissing : undefined}
        autocomplete="off"
        maxLength={128}
        takesFocus
      />
    </ConfirmDialog>
  );
}
