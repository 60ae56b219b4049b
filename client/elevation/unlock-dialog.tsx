import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { acknowledgeRecoveryKey } from "../api-session.js";
import type { Elevated, ElevationOptions, Session } from "../api-types.js";
import { elevationOptions } from "../api-user.js";
import { RecoveryKeyPanel } from "../enrol/recovery-key-panel.js";
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
 * nothing else goes on before it is acknowledged.
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

  if (elevated?.recoveryKey !== undefined) {
    return (
      <Dialog title={texts.newKeyTitle} onClose={null}>
        <p>{texts.newKeyLead}</p>
        <p class="soft">{common.recovery.lead}</p>
        <Outcome action={acknowledge} />
        <RecoveryKeyPanel
          secrets={[elevated.recoveryKey]}
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
          onElevated={(done) => (done.recoveryKey === undefined ? onDone(done.session) : setElevated(done))}
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
