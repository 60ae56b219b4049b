import { useCallback, useEffect, useState } from "preact/hooks";
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "../api-types.js";
import { useCommonTexts } from "../strings/common.js";
import { useLoginTexts } from "../strings/login.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import { Outcome } from "../ui/outcome.js";
import type { Action } from "../ui/use-action.js";
import { Waiting } from "../ui/waiting.js";
import { abortCeremony, askKey, CeremonyError, cancelCeremony, supportsKeys } from "../webauthn.js";

/** KeyPartProps: `options` is null once the service refused an answer to them; `onRenew` gets fresh ones. */
export interface KeyPartProps {
  readonly options: PublicKeyCredentialRequestOptionsJSON | null;
  readonly action: Action;
  readonly onAnswer: (response: AuthenticationResponseJSON) => Promise<void>;
  readonly onRenew: (() => Promise<PublicKeyCredentialRequestOptionsJSON>) | null;
}

/** KeyPart is the part of the second step where a security key is asked for. It asks by itself at first. */
export function KeyPart({ options, action, onAnswer, onRenew }: KeyPartProps) {
  const common = useCommonTexts();
  const texts = useLoginTexts().webauthn;
  const [waiting, setWaiting] = useState(false);
  const [supported, setSupported] = useState(true);
  const { run } = action;

  const ask = useCallback(
    (byItself: boolean) =>
      run(async () => {
        const asked = options ?? (await onRenew?.());
        if (!asked) return;
        setWaiting(true);
        const response = await askKey(asked)
          .catch((error: unknown) => {
            if (byItself && wantsGesture(error)) return null;
            throw error;
          })
          .finally(() => setWaiting(false));
        if (response !== null) await onAnswer(response);
      }),
    [run, options, onAnswer, onRenew],
  );
  // Once, when the step appears: a tap is asked for, not asked for again at each rendering.
  useEffect(() => {
    if (!supportsKeys()) setSupported(false);
    else if (action.block === null && action.failure === null) ask(true);
    return abortCeremony;
  }, []);

  if (!supported) return <Notice tone="warning">{texts.notSupported}</Notice>;
  const usable = options !== null || onRenew !== null;
  const label = action.failure === null ? texts.begin : common.tryAgain;
  return (
    <>
      <p>{texts.lead}</p>
      <p class="no-script">{texts.needsScript}</p>
      {!waiting && (
        <Outcome action={action} own={{ verification_failed: usable ? texts.wrong : texts.spent }} />
      )}
      {waiting && <Waiting title={texts.waiting} hint={texts.waitingHint} onCancel={cancelCeremony} />}
      {!waiting && usable && (
        <div class="needs-script">
          <Button
            type="button"
            wide
            busy={action.busy}
            disabled={action.block !== null}
            onClick={() => ask(false)}
          >
            {label}
          </Button>
        </div>
      )}
    </>
  );
}

/** Some browsers open no key dialog before the page was clicked: then the button waits, and nothing failed. */
function wantsGesture(error: unknown): boolean {
  const clicked = navigator.userActivation?.hasBeenActive ?? true;
  return error instanceof CeremonyError && error.end === "cancelled" && !clicked;
}
