import { useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import { createPerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { refusal } from "./refusal.js";

/** CreateUserDialogProps: `onDone` gets the new user. */
export interface CreateUserDialogProps {
  readonly onDone: (person: Person) => void;
  readonly onClose: () => void;
}

/** CreateUserDialog creates a user. */
export function CreateUserDialog({ onDone, onClose }: CreateUserDialogProps) {
  const common = useCommonTexts();
  const texts = usePeopleTexts();
  const own = texts.create;
  const action = useAction();
  const [username, setUsername] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const taken = action.failure instanceof ApiError && action.failure.code === "conflict";

  const submit = (event: Event) => {
    event.preventDefault();
    const name = username.trim();
    setMissing(name === "");
    if (name === "") return;
    const person = {
      username: name,
      groups,
      ...(displayName.trim() === "" ? {} : { displayName: displayName.trim() }),
      ...(email.trim() === "" ? {} : { email: email.trim() }),
      ...(password === "" ? {} : { password }),
    };
    action.run(async () => onDone(await createPerson(person)));
  };
  return (
    <Dialog title={own.title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p class="soft">{own.lead}</p>
        {!taken && <Outcome action={action} own={refusal(action, own.refused)} />}
        <Field
          label={own.username}
          name="new-username"
          value={username}
          onValue={setUsername}
          error={missing ? own.usernameMissing : taken ? own.taken : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={256}
          required
          takesFocus
        />
        <Field
          label={texts.profile.displayName}
          name="displayName"
          value={displayName}
          onValue={setDisplayName}
          autocomplete="off"
          maxLength={256}
        />
        <Field
          label={texts.profile.email}
          name="email"
          type="email"
          value={email}
          onValue={setEmail}
          autocomplete="off"
          maxLength={254}
        />
        <ListArea
          label={texts.profile.groups}
          name="groups"
          hint={texts.profile.groupsHint}
          value={groups}
          onValue={setGroups}
        />
        <Field
          label={own.password}
          name="new-password"
          type="password"
          hint={own.passwordHint}
          value={password}
          onValue={setPassword}
          autocomplete="new-password"
          maxLength={1024}
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy}>{own.submit}</Button>
        </div>
      </form>
    </Dialog>
  );
}
