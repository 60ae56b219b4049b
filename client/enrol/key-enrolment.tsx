import { useState } from "preact/hooks";
import type { KeyRegistered } from "../api-types.js";
import { beginKey, registerKey } from "../api-user.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Notice } from "../ui/notice.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { Waiting } from "../ui/waiting.js";
import { cancelCeremony, makeKey, supportsKeys } from "../webauthn.js";

/** KeyEnrolmentProps: `onDone` gets the registered key. */
export interface KeyEnrolmentProps {
  readonly username: string;
  readonly onDone: (registered: KeyRegistered) => void;
}

/** The longest device name the service takes, in characters. */
const longestName = 64;

/** KeyEnrolment registers a security key under a name that its owner gives it. */
export function KeyEnrolment({ username, onDone }: KeyEnrolmentProps) {
  const texts = useEnrolTexts();
  const [name, setName] = useState("");
  const [slip, setSlip] = useState<string | undefined>();
  const [waiting, setWaiting] = useState(false);
  const action = useAction();

  if (!supportsKeys()) return <Notice tone="warning">{texts.choose.keyNotSupported}</Notice>;

  const submit = (event: Event) => {
    event.preventDefault();
    const given = name.trim();
    setSlip(given === "" ? texts.key.nameMissing : undefined);
    if (given === "") return;
    action.run(async () => {
      const { registrationId, options } = await beginKey(username);
      setWaiting(true);
      const response = await makeKey(options).finally(() => setWaiting(false));
      onDone(await registerKey(username, registrationId, given, response));
    });
  };

  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p class="soft">{texts.key.lead}</p>
      {!waiting && <Outcome action={action} own={{ conflict: texts.key.full }} />}
      <Field
        label={texts.key.name}
        name="name"
        value={name}
        hint={texts.key.namePlaceholder}
        error={slip}
        onValue={setName}
        autocomplete="off"
        maxLength={longestName}
        required
        takesFocus
      />
      {waiting ? (
        <Waiting title={texts.key.waiting} hint={texts.key.waitingHint} onCancel={cancelCeremony} />
      ) : (
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {texts.key.submit}
        </Button>
      )}
    </form>
  );
}
