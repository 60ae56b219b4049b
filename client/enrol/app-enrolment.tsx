import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import type { AppConfirmed, AppEnrolment as Pending } from "../api-types.js";
import { beginApp, confirmApp } from "../api-user.js";
import { useCommonTexts } from "../strings/common.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { readCode } from "../ui/code.js";
import { CodeField } from "../ui/code-field.js";
import { CopyButton } from "../ui/copy-button.js";
import { Notice } from "../ui/notice.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";

/** AppEnrolmentProps: `onDone` gets the confirmed app, with the recovery key if it was the first factor. */
export interface AppEnrolmentProps {
  readonly username: string;
  readonly onDone: (confirmed: AppConfirmed) => void;
}

/**
 * AppEnrolment connects an authenticator app: QR code, the secret as text, and "Check PIN". Nothing changes for
 * the person before the first code fits.
 */
export function AppEnrolment({ username, onDone }: AppEnrolmentProps) {
  const common = useCommonTexts();
  const texts = useEnrolTexts().app;
  const [pending, setPending] = useState<Pending | null>(null);
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState<string | undefined>();
  const [renewed, setRenewed] = useState(false);
  const begin = useAction();
  const check = useAction();

  const prepare = () => begin.run(async () => setPending(await beginApp(username)));
  useEffect(prepare, [username]);

  const submit = (event: Event) => {
    event.preventDefault();
    const code = readCode(typed, "digits");
    setSlip(code === null ? common.code.malformed : undefined);
    if (code === null || pending === null) return;
    check.run(async () => {
      const confirmed = await confirmApp(username, pending.credentialId, code).catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== "not_found") throw error;
        return null;
      });
      if (confirmed !== null) return onDone(confirmed);
      setTyped("");
      setRenewed(true);
      prepare();
    });
  };

  if (pending === null) {
    return begin.failure === null && begin.block === null ? (
      <p role="status">{texts.loading}</p>
    ) : (
      <>
        <Outcome action={begin} />
        <Button look="secondary" onClick={prepare}>
          {common.tryAgain}
        </Button>
      </>
    );
  }
  const wrong =
    check.failure instanceof ApiError && check.failure.code === "verification_failed"
      ? texts.wrong
      : undefined;
  return (
    <form class="stack" noValidate onSubmit={submit}>
      {renewed && <Notice tone="warning">{texts.expired}</Notice>}
      <h2>{texts.scan}</h2>
      <img class="qr" alt={texts.qrAlt} src={`data:image/svg+xml,${encodeURIComponent(pending.qrSvg)}`} />
      <div class="stack-tight">
        <p class="soft">{texts.manual}</p>
        <code class="secret" translate={false}>
          {grouped(pending.secret)}
        </code>
        <div class="row">
          <CopyButton text={pending.secret} />
          <a href={pending.otpauthUri}>{texts.open}</a>
        </div>
      </div>
      <h2>{texts.check}</h2>
      {wrong === undefined && <Outcome action={check} />}
      <CodeField value={typed} onValue={setTyped} error={slip ?? wrong} />
      <Button wide busy={check.busy} disabled={check.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}

/** Four letters at a time are easier to type from the screen; apps ignore the spaces. */
const grouped = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
