import { useMemo, useState } from "preact/hooks";
import type { ImportReport } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { UploadProgress } from "../../ui/upload-progress.js";
import { TypeSelect } from "./file-options.js";
import { RefusedRows } from "./refused-rows.js";
import { SeedRows } from "./seed-rows.js";
import type { Import } from "./use-import.js";

/** PreviewStepProps: what the file holds, of which rows can be left out. */
export interface PreviewStepProps {
  readonly wizard: Import;
  readonly preview: ImportReport;
}

/** PreviewStep shows what is in the file before anything is stored. */
export function PreviewStep({ wizard, preview }: PreviewStepProps) {
  const texts = useImportTexts();
  const { action, sent, choices } = wizard;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [none, setNone] = useState(false);
  const { tokens, rowErrors, format } = preview;
  const chosen = useMemo(() => tokens.filter(({ row }) => !left.has(row)), [tokens, left]);
  const asksType = rowErrors.some(({ error }) => error === "unsupported_type");

  const submit = (event: Event) => {
    event.preventDefault();
    setNone(chosen.length === 0);
    if (chosen.length === 0) return;
    wizard.commit(left.size === 0 ? null : [...new Set(chosen.map(({ row }) => row))]);
  };
  return (
    <form class="stack-loose" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading>{texts.ready(tokens.length)}</StepHeading>
        <p class="soft">
          {format !== undefined && texts.readAs(texts.formats[format])}{" "}
          {rowErrors.length > 0 && `${texts.refused(rowErrors.length)}.`}
        </p>
      </div>
      {tokens.length === 0 && <Notice tone="warning">{texts.noneLeft}</Notice>}
      <Outcome action={action} />
      {asksType && (
        <div class="ask stack">
          <TypeSelect value={choices.tokenType} onValue={(tokenType) => wizard.change({ tokenType })} />
          <div>
            <Button look="secondary" busy={action.busy} onClick={wizard.look}>
              {texts.lookAgain}
            </Button>
          </div>
        </div>
      )}
      {tokens.length > 0 && <SeedRows tokens={tokens} left={left} onLeft={setLeft} />}
      {rowErrors.length > 0 && <RefusedRows rows={rowErrors} title={texts.refused(rowErrors.length)} />}
      {none && chosen.length === 0 && <Notice tone="danger">{texts.chooseSome}</Notice>}
      {sent === null ? (
        <div class="row row-ends">
          <Button look="secondary" onClick={wizard.restart}>
            {texts.back}
          </Button>
          {tokens.length > 0 && (
            <Button busy={action.busy} disabled={action.block !== null}>
              {texts.commit(chosen.length)}
            </Button>
          )}
        </div>
      ) : (
        <UploadProgress sent={sent} sending={texts.sending} working={texts.storing} />
      )}
    </form>
  );
}
