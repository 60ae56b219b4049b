import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { acknowledgeRecoveryKey } from "../api-session.js";
import type { Elevated, ElevationOptions, Session } from "../api-types.js";
import { elevationOptions } from "../api-user.js";
import { CodesLeft } from "../enrol/codes-left.js";
import { RecoveryKeyPanel } from "../enrol/recovery-key-panel.js";
import { hasRecoveryToSay, secretsOf } from "../recovery.js";
import { useCommonTexts } from "../strings/common.js";
import { useElevationTexts } from "../strings/elevation.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { UnlockForm } from "./unlock-form.js";

/** UnlockDialogProps: `onDone` gets the elevated session, `onClose` that the person gave up. */
export interface UnlockDialogProps {
  readonly username: string;
  readonly onDone: (session: Session) => void;
  readonly onClose: () => void;
}

/**
 * UnlockDialog elevates the session by what the service offers. After a recovery key the new key is shown, and
 * nothing else goes on before it is acknowledged; after a recovery code it says how many are left.
 */
export function UnlockDialog({ username, onDone, onClose }: UnlockDialogProps) {
  const common = useCommonTexts();
  const texts = useElevationTexts();
  const [offer, setOffer] = useState<ElevationOptions | null>(null);
  const [elevated, setElevated] = useState<Elevated | null>(null);
  const begin = useAction();
  const acknowledge = useAction();

  const load = () => begin.run(async () => setOffer(await elevationOptions()));
  useEffect(load, []);

  if (elevated?.recoveryCodesLeft !== undefined) {
    return (
      <Dialog title={common.recovery.usedHeading} onClose={() => onDone(elevated.session)}>
        <CodesLeft left={elevated.recoveryCodesLeft} />
        <Button wide onClick={() => onDone(elevated.session)}>
          {common.continue}
        </Button>
      </Dialog>
    );
  }
  if (elevated !== null) {
    const secrets = secretsOf(elevated);
    const several = secrets.length > 1;
    return (
      <Dialog title={several ? texts.newCodesTitle : texts.newKeyTitle} onClose={null}>
        <p>{several ? texts.newCodesLead : texts.newKeyLead}</p>
        <p class="soft">{several ? common.recovery.leadCodes : common.recovery.lead}</p>
        <Outcome action={acknowledge} />
        <RecoveryKeyPanel
          secrets={secrets}
          username={username}
          busy={acknowledge.busy}
          onSaved={() =>
            acknowledge.run(async () => {
              await acknowledgeRecoveryKey();
              onDone(elevated.session);
            })
          }
        />
      </Dialog>
    );
  }
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <p class="soft">{texts.lead}</p>
      {offer === null ? (
        <Loading action={begin} onAgain={load} />
      ) : (
        <UnlockForm
          offer={offer}
          onElevated={(done) => (hasRecoveryToSay(done) ? setElevated(done) : onDone(done.session))}
        />
      )}
    </Dialog>
  );
}

function Loading({
  action,
  onAgain,
}: {
  readonly action: ReturnType<typeof useAction>;
  readonly onAgain: () => void;
}) {
  const common = useCommonTexts();
  const texts = useElevationTexts();
  const stuck = action.failure !== null || action.block !== null || action.lapsed;
  if (!stuck) return <p role="status">{texts.loading}</p>;
  // With nothing to confirm by, the service answers that nothing is enrolled.
  const nothing = action.failure instanceof ApiError && action.failure.code === "not_enrolled";
  return (
    <>
      <Outcome action={action} own={{ not_enrolled: texts.nothing }} />
      {!nothing && action.block === null && (
        <Button look="secondary" busy={action.busy} onClick={onAgain}>
          {common.tryAgain}
        </Button>
      )}
    </>
  );
}
