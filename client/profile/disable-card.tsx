import { useState } from "preact/hooks";
import { disableSecondFactor } from "../api-own.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { signalKeys } from "./key-signals.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** DisableCard turns the whole second factor off, where neither a role nor the policy requires one. */
export function DisableCard() {
  const own = useProfileTexts().disable;
  const { user, rules, unlocked, refresh, say } = useProfile();
  const [asking, setAsking] = useState(false);
  return (
    <Section title={own.title} lead={own.lead}>
      <p>{rules.enforced ? own.refused : own.body}</p>
      {!rules.enforced && (
        <div>
          <Button look="danger" onClick={() => unlocked(() => setAsking(true))}>
            {own.action}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={own.confirmTitle}
          submit={own.submit}
          own={{ forbidden: own.refused, conflict: own.tokenAssigned }}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await disableSecondFactor(user.username);
            signalKeys(user.username);
            await refresh();
            setAsking(false);
            say(own.done);
          }}
        >
          <p>{own.confirmLead}</p>
          <label class="check">
            <input type="checkbox" required />
            {own.check}
          </label>
        </ConfirmDialog>
      )}
    </Section>
  );
}
