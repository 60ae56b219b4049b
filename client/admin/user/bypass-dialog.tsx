import { useState } from "preact/hooks";
import { type IssuedBypassCode, makeBypassCode } from "../../api-bypass.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { CopyButton } from "../../ui/copy-button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { Outcome } from "../../ui/outcome.js";
import { Select } from "../../ui/select.js";
import { useDateTime } from "../../ui/time.js";
import { useAction } from "../../ui/use-action.js";

/** BypassDialogProps: `onMade` is called once the code exists, while it is still shown. */
export interface BypassDialogProps {
  readonly username: string;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

const mostUses = 10;

/** BypassDialog says what a one-time code does, makes one, and shows it the only time it is shown. */
export function BypassDialog({ username, onMade, onClose }: BypassDialogProps) {
  const common = useCommonTexts();
  const texts = usePeopleTexts().bypass;
  const action = useAction();
  const [seconds, setSeconds] = useState<string>("86400");
  const [uses, setUses] = useState("1");
  const [reason, setReason] = useState("");
  const [made, setMade] = useState<IssuedBypassCode | null>(null);
  const count = Number(uses);
  const isCount = Number.isInteger(count) && count >= 1 && count <= mostUses;
  const [checked, setChecked] = useState(false);
  if (made !== null) return <Shown username={username} made={made} onClose={onClose} />;
  const submit = (event: Event) => {
    event.preventDefault();
    setChecked(true);
    if (!isCount) return;
    const why = reason.trim();
    const wish = { expiresInSeconds: Number(seconds), uses: count, ...(why === "" ? {} : { reason: why }) };
    action.run(async () => {
      setMade(await makeBypassCode(username, wish));
      onMade();
    });
  };
  return (
    <Dialog title={texts.makeTitle(username)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <p>{texts.makeLead}</p>
        <ul class="ends">
          {texts.makeLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Outcome action={action} own={{ conflict: texts.full, forbidden: texts.forbidden }} />
        <Select<string>
          label={texts.validFor}
          name="expiresInSeconds"
          value={seconds}
          options={texts.spans}
          onValue={setSeconds}
        />
        <Field
          label={texts.uses}
          name="uses"
          type="number"
          min={1}
          max={mostUses}
          value={uses}
          onValue={setUses}
          error={checked && !isCount ? texts.usesWrong : undefined}
        />
        <Field
          label={texts.reason}
          name="reason"
          hint={texts.reasonHint}
          value={reason}
          onValue={setReason}
          autocomplete="off"
          maxLength={256}
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" busy={action.busy} disabled={action.block !== null}>
            {texts.make}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ShownProps extends Pick<BypassDialogProps, "username" | "onClose"> {
  readonly made: IssuedBypassCode;
}

function Shown({ username, made, onClose }: ShownProps) {
  const common = useCommonTexts();
  const texts = usePeopleTexts().bypass;
  const until = useDateTime(made.expiresAt);
  return (
    <Dialog title={texts.shownTitle(username)} onClose={null}>
      <p>{texts.shownLead}</p>
      <code class="secret" translate={false}>
        {made.code}
      </code>
      <div class="row">
        <CopyButton text={made.code} />
      </div>
      <p class="soft">{texts.goodFor(made.uses, until)}</p>
      <Button wide onClick={onClose}>
        {common.close}
      </Button>
    </Dialog>
  );
}
