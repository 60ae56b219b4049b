import { useState } from "preact/hooks";
import { changePerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { refusal } from "../users/refusal.js";

/** EditDialogProps: `onDone` gets the user as they are now. */
export interface EditDialogProps {
  readonly person: Person;
  readonly onDone: (person: Person) => void;
  readonly onClose: () => void;
}

/** EditDialog changes display name, address and groups. */
export function EditDialog({ person, onDone, onClose }: EditDialogProps) {
  const common = useCommonTexts();
  const texts = usePeopleTexts().profile;
  const action = useAction();
  const isManaged = person.directory !== undefined;
  const [displayName, setDisplayName] = useState(person.displayName ?? "");
  const [email, setEmail] = useState(person.email ?? "");
  const [groups, setGroups] = useState(person.groups);
  const submit = (event: Event) => {
    event.preventDefault();
    const profile = { displayName: displayName.trim() || null, email: email.trim() || null };
    const changes = { ...(isManaged ? {} : profile), groups };
    action.run(async () => onDone(await changePerson(person.username, changes)));
  };
  return (
    <Dialog title={texts.editTitle(person.username)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <Outcome action={action} own={refusal(action, texts.refused)} />
        {isManaged ? (
          <p>{texts.managed}</p>
        ) : (
          <>
            <Field
              label={texts.displayName}
              name="displayName"
              value={displayName}
              onValue={setDisplayName}
              autocomplete="off"
              maxLength={256}
              takesFocus
            />
            <Field
              label={texts.email}
              name="email"
              type="email"
              value={email}
              onValue={setEmail}
              autocomplete="off"
              maxLength={254}
            />
          </>
        )}
        <ListArea
          label={texts.groups}
          name="groups"
          hint={texts.groupsHint}
          value={groups}
          onValue={setGroups}
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy}>{texts.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
