import { useState } from "preact/hooks";
import { renewRecoveryKey } from "../api-user.js";
import { isFew, secretsOf } from "../recovery.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Facts, Since } from "../ui/facts.js";
import { Notice } from "../ui/notice.js";
import { countActive, type Holdings } from "./credentials.js";
import { useProfile } from "./profile-context.js";
import { RecoveryKeyDialog } from "./recovery-key-dialog.js";
import { Section } from "./section.js";

/**
 * RecoveryCard is the recovery key or the recovery codes: what is there, and something new in its place, as the policy
 * has it now, shown once.
 */
export function RecoveryCard({ holdings: { recovery } }: { readonly holdings: Holdings }) {
  const texts = useProfileTexts();
  const own = texts.recovery;
  const { user, rules, unlocked, refresh, say } = useProfile();
  const [asking, setAsking] = useState(false);
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const left = recovery?.recoveryCodesLeft;
  const wanted = rules.recovery;
  const held = left === undefined ? own.key : own.codes;
  const next = wanted === "codes" ? own.codes : own.key;
  const mayRenew = countActive(user) > 0 && wanted !== "none";
  const shown = recovery === null ? next : held;

  return (
    <Section title={shown.title} lead={shown.lead}>
      <div class="item">
        <div class="item-words">
          {wanted === "none" ? (
            <p>{own.switchedOff}</p>
          ) : recovery ? (
            <>
              <h3>{left === undefined ? own.key.exists : own.codes.exists(left)}</h3>
              <Facts>
                <Since label={texts.created} at={recovery.createdAt} />
              </Facts>
            </>
          ) : (
            <p>{wanted === "codes" ? own.emptyCodes : own.empty}</p>
          )}
          {mayRenew && left !== undefined && isFew(left) && <Notice tone="warning">{own.codes.few}</Notice>}
        </div>
        {mayRenew && (
          <Button look="secondary" onClick={() => unlocked(() => setAsking(true))}>
            {next.renew}
          </Button>
        )}
      </div>
      {asking && secrets.length === 0 && (
        <ConfirmDialog
          title={next.renewTitle}
          submit={next.renewSubmit}
          danger={false}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            setSecrets(secretsOf(await renewRecoveryKey(user.username)));
            setAsking(false);
          }}
        >
          <p>{next.renewLead}</p>
        </ConfirmDialog>
      )}
      {secrets.length > 0 && (
        <RecoveryKeyDialog
          secrets={secrets}
          username={user.username}
          onSaved={() => {
            void refresh().then(() => {
              say(secrets.length > 1 ? own.codes.renewed : own.key.renewed);
              setSecrets([]);
            });
          }}
        />
      )}
    </Section>
  );
}
