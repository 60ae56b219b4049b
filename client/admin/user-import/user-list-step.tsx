import { useState } from "preact/hooks";
import { useUserImportTexts } from "../../strings/user-import.js";
import { Button } from "../../ui/button.js";
import { Radios } from "../../ui/choices.js";
import { FileDrop } from "../../ui/file-drop.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { UploadProgress } from "../../ui/upload-progress.js";
import type { UserImport } from "./user-import-page.js";

/** The service takes no larger file; in bytes. */
const largest = 32 * 1024 * 1024;

/** UserListStepProps: the heading takes the focus unless the page was opened with it. */
export interface UserListStepProps {
  readonly wizard: UserImport;
  readonly quietAtFirst: boolean;
}

/** UserListStep takes the list and how it is to be taken over. A file that is refused as a whole leads back here. */
export function UserListStep({ wizard, quietAtFirst }: UserListStepProps) {
  const texts = useUserImportTexts();
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
      {refusal !== null && sent === null && <Notice tone="danger">{texts.faults[refusal.code]}</Notice>}
      <Outcome action={action} />
      <FileDrop
        label={texts.drop.label}
        lead={texts.drop.lead}
        hint={texts.drop.hint}
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        chosen={file && texts.drop.chosen(file.name, Math.max(1, Math.round(file.size / 1024)))}
        onFile={(chosen) => {
          setSlip(undefined);
          wizard.choose(chosen);
        }}
        error={slip}
      />
      <label class="check">
        <input
          type="checkbox"
          name="update"
          checked={choices.update}
          onChange={({ currentTarget }) => wizard.change({ update: currentTarget.checked })}
        />
        {texts.update}
      </label>
      <Radios
        legend={texts.groups}
        name="groups"
        value={choices.groups}
        options={[
          ["add", texts.groupsAdd],
          ["replace", texts.groupsReplace],
        ]}
        onValue={(groups) => wizard.change({ groups })}
      />
      {sent === null ? (
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {texts.look}
        </Button>
      ) : (
        <UploadProgress sent={sent} sending={texts.sending} working={texts.reading} />
      )}
    </form>
  );
}
