import { useState } from "preact/hooks";
import { renewRecoveryKey } from "../api-user.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Facts, Since } from "../ui/facts.js";
import { countActive, type Holdings } from "./credentials.js";
import { useProfile } from "./profile-context.js";
import { RecoveryKeyDialog } from "./recovery-key-dialog.js";
import { Section } from "./section.js";

/** RecoveryCard is the recovery key: when it was made, and a new one in its place, shown once. */
export function RecoveryCard({ holdings: { recovery } }: { readonly holdings: Holdings }) {
  const texts = useProfileTexts();
  const own = texts.recovery;
  const { user, unlocked, refresh, say } = useProfile();
  const [asking, setAsking] = useState(false);
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const mayRenew = countActive(user) > 0;

  return (
    <Section title={own.title} lead={own.lead}>
      <div class="item">
        <div class="item-words">
          {recovery ? (
            <>
              <h3>{own.exists}</h3>
              <Facts>
                <Since label={texts.created} at={recovery.createdAt} />
              </Facts>
            </>
          ) : (
            <p>{mayRenew ? own.empty : own.emptyYet}</p>
          )}
        </div>
        {mayRenew && (
          <Button look="secondary" onClick={() => unlocked(() => setAsking(true))}>
            {own.renew}
          </Button>
        )}
      </div>
      {asking && secrets.length === 0 && (
        <ConfirmDialog
          title={own.renewTitle}
          submit={own.renewSubmit}
          danger={false}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const made = await renewRecoveryKey(user.username);
            setSecrets(made.recoveryCodes ?? (made.recoveryKey === undefined ? [] : [made.recoveryKey]));
            setAsking(false);
          }}
        >
          <p>{own.renewLead}</p>
        </ConfirmDialog>
      )}
      {secrets.length > 0 && (
        <RecoveryKeyDialog
          secrets={secrets}
          username={user.username}
          onSaved={() => {
            void refresh().then(() => {
              setSecrets([]);
              say(own.renewed);
            });
          }}
        />
      )}
    </Section>
  );
}
