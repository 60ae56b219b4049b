import { useState } from "preact/hooks";
import { changePassword } from "../api-own.js";
import { PasswordFields } from "../password/password-fields.js";
import { shortestAlone, shortestBesideFactor, useNewPassword } from "../password/use-new-password.js";
import { useNewPasswordTexts } from "../strings/new-password.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { countActive } from "./credentials.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** PasswordCard changes the password that Latchkey itself checks. */
export function PasswordCard() {
  const own = useProfileTexts().password;
  const { unlocked, refresh, say } = useProfile();
  const [changing, setChanging] = useState(false);
  return (
    <Section title={own.title} lead={own.lead}>
      <div>
        <Button look="secondary" onClick={() => unlocked(() => setChanging(true))}>
          {own.action}
        </Button>
      </div>
      {changing && (
        <PasswordDialog
          onClose={() => setChanging(false)}
          onDone={async () => {
            await refresh();
            setChanging(false);
            say(own.done);
          }}
        />
      )}
    </Section>
  );
}

interface PasswordDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function PasswordDialog({ onClose, onDone }: PasswordDialogProps) {
  const own = useProfileTexts().password;
  const rules = useNewPasswordTexts();
  const { user } = useProfile();
  const shortest = countActive(user) > 0 ? shortestBesideFactor : shortestAlone;
  const value = useNewPassword(shortest);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!value.isReady()) return;
    action.run(async () => {
      await changePassword(user.username, value.password);
      await onDone();
    });
  };
  return (
    <Dialog title={own.dialogTitle} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p class="soft">{own.dialogLead}</p>
        <Outcome action={action} own={{ invalid_request: rules.refused }} />
        <PasswordFields value={value} hint={rules.hint(shortest)} username={user.username} />
        <Button busy={action.busy}>{own.submit}</Button>
      </form>
    </Dialog>
  );
}
