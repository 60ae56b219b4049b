import { useState } from "preact/hooks";
import type { Credential } from "../api-types.js";
import { revokeCredential } from "../api-user.js";
import { choicesOf } from "../enrol/choices.js";
import { KeyEnrolment } from "../enrol/key-enrolment.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Dialog } from "../ui/dialog.js";
import { Notice } from "../ui/notice.js";
import { supportsKeys } from "../webauthn.js";
import { countActive, type Holdings } from "./credentials.js";
import { KeyRow } from "./key-row.js";
import { signalKeys } from "./key-signals.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";
import { useEnrolled } from "./use-enrolled.js";

/** KeysCard is the list of FIDO2 devices: register, rename and revoke them. */
export function KeysCard({ holdings: { keys } }: { readonly holdings: Holdings }) {
  const texts = useProfileTexts();
  const own = texts.keys;
  const notSupported = useEnrolTexts().choose.keyNotSupported;
  const { user, rules, unlocked, refresh, say } = useProfile();
  const mayAdd = choicesOf(rules).includes("key");
  const [adding, setAdding] = useState(false);
  const enrolled = useEnrolled(() => setAdding(false));
  const [revoking, setRevoking] = useState<Credential | null>(null);
  const isLast = revoking?.state === "active" && countActive(user) === 1;
  const supported = supportsKeys();

  return (
    <Section title={own.title} lead={own.lead}>
      {keys.length === 0 ? (
        <p>{own.empty}</p>
      ) : (
        <ul class="items" aria-label={own.list}>
          {keys.map((key) => (
            <KeyRow key={key.id} credential={key} onRevoke={() => unlocked(() => setRevoking(key))} />
          ))}
        </ul>
      )}
      {mayAdd && supported && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setAdding(true))}>
            {own.add}
          </Button>
        </div>
      )}
      {mayAdd && !supported && <Notice tone="warning">{notSupported}</Notice>}
      {adding && (
        <Dialog title={own.addTitle} onClose={() => setAdding(false)}>
          <KeyEnrolment
            username={user.username}
            onDone={(registered) => void enrolled.finish(registered, own.added(registered.name))}
          />
        </Dialog>
      )}
      {revoking && (
        <ConfirmDialog
          title={own.revokeTitle(revoking.name)}
          submit={own.revokeSubmit}
          own={{ forbidden: texts.roleNeedsFactor }}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeCredential(user.username, revoking.id);
            signalKeys(user.username);
            await refresh();
            setRevoking(null);
            say(own.revoked(revoking.name));
          }}
        >
          <p>{own.revokeLead}</p>
          {isLast && <p>{own.last}</p>}
        </ConfirmDialog>
      )}
      {enrolled.dialog}
    </Section>
  );
}
