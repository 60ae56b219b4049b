import { useState } from "preact/hooks";
import type { SeedErrorCode } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { Button } from "../../ui/button.js";
import { FileDrop } from "../../ui/file-drop.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { Select } from "../../ui/select.js";
import { UploadProgress } from "../../ui/upload-progress.js";
import { FileOptions } from "./file-options.js";
import type { Import } from "./use-import.js";

/** The service takes no larger file; in bytes. */
const largest = 64 * 1024 * 1024;

/** FileStepProps: the heading takes the focus unless the page was opened with it. */
export interface FileStepProps {
  readonly wizard: Import;
  readonly quietAtFirst: boolean;
}

/** FileStep takes the file and what one knows about it. A file that is refused as a whole leads back here. */
export function FileStep({ wizard, quietAtFirst }: FileStepProps) {
  const texts = useImportTexts();
  const { file, choices, preview, action, sent } = wizard;
  const [slip, setSlip] = useState<string | undefined>();
  const refusal = preview?.fileError ?? null;

  const submit = (event: Event) => {
    event.preventDefault();
    const fault = file === null ? texts.drop.missing : file.size > largest ? texts.drop.tooLarge : undefined;
    setSlip(fault);
    if (fault === undefined) wizard.look();
  };
  return (
    <form class="stack-loose" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading quietAtFirst={quietAtFirst}>{texts.title}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      {refusal !== null && sent === null && <Refusal code={refusal} />}
      <Outcome action={action} />
      <FileDrop
        label={texts.drop.label}
        lead={texts.drop.lead}
        hint={texts.drop.hint}
        chosen={
          file &&
          texts.drop.chosen(file.name, texts.drop.kilobytes(Math.max(1, Math.round(file.size / 1024))))
        }
        onFile={(chosen) => {
          setSlip(undefined);
          wizard.choose(chosen);
        }}
        error={slip}
      />
      <Select
        label={texts.format}
        name="format"
        value={choices.format}
        options={[["auto", texts.auto], ...formatOptions(texts.formats)]}
        onValue={(format) => wizard.change({ format })}
      />
      <FileOptions choices={choices} onChange={wizard.change} asked={refusal} />
      {sent === null ? (
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {preview === null ? texts.look : texts.lookAgain}
        </Button>
      ) : (
        <UploadProgress sent={sent} sending={texts.sending} working={texts.reading} />
      )}
    </form>
  );
}

/** The names of the formats as options, in their order. */
function formatOptions<T extends string>(formats: Readonly<Record<T, string>>): [T, string][] {
  return Object.entries(formats) as [T, string][];
}

function Refusal({ code }: { readonly code: SeedErrorCode }) {
  const texts = useImportTexts();
  const asks: Readonly<Partial<Record<SeedErrorCode, string>>> = {
    key_required: texts.askKey,
    unsupported_type: texts.askType,
  };
  const asked = asks[code];
  if (asked !== undefined) return <Notice tone="warning">{asked}</Notice>;
  return (
    <Notice tone="danger">
      {texts.errors[code]} {texts.hints[code]}
    </Notice>
  );
}
