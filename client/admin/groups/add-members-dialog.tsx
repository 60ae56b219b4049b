import { useState } from "preact/hooks";
import { changeMembers } from "../../api-bulk.js";
import type { BulkRow } from "../../api-bulk-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { useCommonTexts } from "../../strings/common.js";
import { useGroupTexts } from "../../strings/groups.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { BulkRefusals } from "../bulk/bulk-refusals.js";
import { refusal } from "../users/refusal.js";

/** AddMembersDialogProps: the group is asked for where it is null. */
export interface AddMembersDialogProps {
  readonly group: string | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** AddMembersDialog puts users into a group, which may begin with them, and says who could not be. */
export function AddMembersDialog({ group, onDone, onClose }: AddMembersDialogProps) {
  const common = useCommonTexts();
  const texts = useGroupTexts();
  const bulk = useBulkTexts();
  const action = useAction();
  const [name, setName] = useState(group ?? "");
  const [usernames, setUsernames] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<readonly BulkRow[] | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || usernames.length === 0) return;
    action.run(async () => setDone(await changeMembers(name.trim(), { add: usernames })));
  };
  if (done !== null) {
    return (
      <Dialog title={texts.add} onClose={onDone}>
        <div class="stack">
          <p role="status">{texts.added(done.filter(({ outcome }) => outcome === "added").length)}</p>
          <BulkRefusals rows={done} />
          <div class="row row-ends">
            <Button onClick={onDone}>{bulk.close}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={group === null ? texts.addGroup : texts.add} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p class="soft">{texts.addLead}</p>
        <Outcome action={action} own={refusal(action, (reason) => reason)} />
        {group === null && (
          <Field
            label={texts.name}
            name="group"
            value={name}
            onValue={setName}
            error={tried && name.trim() === "" ? texts.nameMissing : undefined}
            autocomplete="off"
            maxLength={128}
            takesFocus
          />
        )}
        <ListArea
          label={texts.usernames}
          name="usernames"
          value={usernames}
          onValue={setUsernames}
          error={tried && usernames.length === 0 ? texts.usernamesMissing : undefined}
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy}>{texts.add}</Button>
        </div>
      </form>
    </Dialog>
  );
}
