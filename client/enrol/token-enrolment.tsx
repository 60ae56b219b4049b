import { useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { type TokenTaken, takeToken } from "../api-rules.js";
import { useCommonTexts } from "../strings/common.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { CodeField } from "../ui/code-field.js";
import { readAnswer } from "../ui/code-kinds.js";
import { Field } from "../ui/field.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";

/** TokenEnrolmentProps: `onDone` gets the token in use, with the recovery key if it was the first factor. */
export interface TokenEnrolmentProps {
  readonly username: string;
  readonly onDone: (taken: TokenTaken) => void;
}

/** The longest serial number the service takes, in characters. */
const longestSerial = 64;

/** TokenEnrolment takes a token that was handed out: its serial number, and its next code as a proof that it is at hand. */
export function TokenEnrolment({ username, onDone }: TokenEnrolmentProps) {
  const common = useCommonTexts();
  const texts = useEnrolTexts().token;
  const [serial, setSerial] = useState("");
  const [typed, setTyped] = useState("");
  const [slips, setSlips] = useState<{ readonly serial?: string; readonly code?: string }>({});
  const action = useAction();

  const submit = (event: Event) => {
    event.preventDefault();
    const given = serial.trim();
    const code = readAnswer(typed, "hotp", ["yubico-otp"])?.code ?? null;
    setSlips({
      ...(given === "" ? { serial: texts.serialMissing } : {}),
      ...(code === null ? { code: common.code.malformed } : {}),
    });
    if (given === "" || code === null) return;
    action.run(async () => onDone(await takeToken(username, given, code)));
  };

  const refused = action.failure instanceof ApiError && action.block === null ? action.failure.code : null;
  const wrong = refused === "verification_failed" ? texts.wrong : undefined;
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p class="soft">{texts.lead}</p>
      {wrong === undefined && (
        <Outcome
          action={action}
          own={{ not_found: texts.unknown, conflict: texts.taken, forbidden: texts.forbidden }}
        />
      )}
      <Field
        label={texts.serial}
        name="serial"
        value={serial}
        hint={texts.serialHint}
        error={slips.serial}
        onValue={setSerial}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={longestSerial}
        required
        takesFocus
      />
      <CodeField
        kind="token"
        label={texts.code}
        hint={texts.codeHint}
        value={typed}
        onValue={setTyped}
        error={slips.code ?? wrong}
      />
      <Button wide busy={action.busy} disabled={action.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}
