import { useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { resynchronise } from "../api-tokens.js";
import { useCommonTexts } from "../strings/common.js";
import { useResyncTexts } from "../strings/resync.js";
import { Button } from "../ui/button.js";
import { readCode, withoutTokenId } from "../ui/code.js";
import { CodeField } from "../ui/code-field.js";
import { Dialog } from "../ui/dialog.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";

/** ResyncDialogProps: `name` is what the person knows the token by; `onDone` after the service has found it again. */
export interface ResyncDialogProps {
  readonly serial: string;
  readonly name: string;
  readonly type: "totp" | "hotp";
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** ResyncDialog finds a drifted token again by two codes in sequence. */
export function ResyncDialog({ serial, name, type, onDone, onClose }: ResyncDialogProps) {
  const common = useCommonTexts();
  const texts = useResyncTexts();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [tried, setTried] = useState(false);
  const action = useAction();
  const codes = [codeOf(first), codeOf(second)] as const;
  const same = codes[0] !== null && codes[0] === codes[1];
  const slips = tried
    ? {
        first: codes[0] === null ? common.code.malformed : undefined,
        second: codes[1] === null ? common.code.malformed : same ? texts.same : undefined,
      }
    : {};
  const wrong = action.failure instanceof ApiError && action.failure.code === "verification_failed";

  const submit = (event: Event) => {
    event.preventDefault();
    const [one, two] = codes;
    setTried(one === null || two === null || same);
    if (one === null || two === null || same || action.block !== null) return;
    action.run(async () => {
      await resynchronise(serial, [one, two]);
      onDone();
    });
  };

  return (
    <Dialog title={texts.dialogTitle(name)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p class="soft">{texts.how[type]}</p>
        {!(wrong && action.block === null) && <Outcome action={action} own={{ conflict: texts.conflict }} />}
        <CodeField
          kind="token"
          name="first"
          label={texts.first}
          hint=""
          value={first}
          onValue={setFirst}
          error={slips.first ?? (wrong ? texts.wrong : undefined)}
          takesFocus
        />
        <CodeField
          kind="token"
          name="second"
          label={texts.second}
          hint=""
          value={second}
          onValue={setSecond}
          error={slips.second}
        />
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {texts.action}
        </Button>
      </form>
    </Dialog>
  );
}

function codeOf(typed: string): string | null {
  const code = readCode(typed, "token");
  return code === null ? null : withoutTokenId(code);
}
