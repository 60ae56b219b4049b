import { useEffect, useRef, useState } from "preact/hooks";
import type { Credential } from "../api-types.js";
import { renameCredential } from "../api-user.js";
import { useCommonTexts } from "../strings/common.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Facts, Since } from "../ui/facts.js";
import { Field } from "../ui/field.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { LastUsed, Suspended } from "./facts.js";
import { signalKeys } from "./key-signals.js";
import { useProfile } from "./profile-context.js";

/** KeyRowProps: `onRevoke` asks whether to revoke the key. */
export interface KeyRowProps {
  readonly credential: Credential;
  readonly onRevoke: () => void;
}

/** KeyRow is one FIDO2 device in the list; its name is changed in place. */
export function KeyRow({ credential, onRevoke }: KeyRowProps) {
  const texts = useProfileTexts();
  const own = texts.keys;
  const { unlocked } = useProfile();
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    // The form is gone: back to the button that opened it.
    if (wasRenaming.current && !renaming) row.current?.querySelector("button")?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);
  const { name, model, createdAt, lastUsedAt, backedUp, state } = credential;

  if (renaming) {
    return (
      <li class="item" ref={row}>
        <RenameForm credential={credential} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li class="item" ref={row}>
      <div class="item-words">
        <h3>
          {name} <Suspended state={state} />
        </h3>
        <Facts>
          {model !== undefined && <li>{model}</li>}
          {backedUp !== undefined && <li>{backedUp ? own.synced : own.bound}</li>}
          <Since label={texts.added} at={createdAt} />
          <LastUsed at={lastUsedAt} />
        </Facts>
      </div>
      <div class="row">
        <Button
          look="secondary"
          aria-label={own.renameOf(name)}
          onClick={() => unlocked(() => setRenaming(true))}
        >
          {own.rename}
        </Button>
        <Button look="secondary" aria-label={own.revokeOf(name)} onClick={onRevoke}>
          {own.revoke}
        </Button>
      </div>
    </li>
  );
}

/** The longest device name the service takes, in characters. */
const longestName = 64;

function RenameForm({
  credential,
  onDone,
}: {
  readonly credential: Credential;
  readonly onDone: () => void;
}) {
  const common = useCommonTexts();
  const own = useProfileTexts().keys;
  const { user, refresh, say } = useProfile();
  const [name, setName] = useState(credential.name);
  const [tried, setTried] = useState(false);
  const action = useAction();
  const given = name.trim();
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (given === "") return;
    if (given === credential.name) return onDone();
    action.run(async () => {
      await renameCredential(user.username, credential.id, given);
      signalKeys(user.username);
      await refresh();
      onDone();
      say(own.renamed(given));
    });
  };
  return (
    <form
      class="stack rename"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      <Outcome action={action} />
      <Field
        label={own.name}
        name="name"
        value={name}
        error={tried && given === "" ? own.nameMissing : undefined}
        onValue={setName}
        autocomplete="off"
        maxLength={longestName}
        required
        takesFocus
      />
      <div class="row">
        <Button busy={action.busy}>{own.save}</Button>
        <Button look="secondary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
