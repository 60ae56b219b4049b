import { useId, useMemo, useState } from "preact/hooks";
import { useAssignTexts } from "../../strings/assign.js";
import { Button } from "../../ui/button.js";
import { FileDrop } from "../../ui/file-drop.js";
import { Outcome } from "../../ui/outcome.js";
import { StepHeading } from "../../ui/page.js";
import { readList } from "./read-list.js";
import { RowProgress } from "./row-progress.js";
import type { Assignments } from "./use-assignments.js";

/** ListStepProps: `text` is the list as typed, pasted or read from a file. */
export interface ListStepProps {
  readonly assignments: Assignments;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly quietAtFirst: boolean;
}

/** ListStep takes the list, pasted or from a file. */
export function ListStep({ assignments, text, onText, quietAtFirst }: ListStepProps) {
  const texts = useAssignTexts();
  const id = useId();
  const [tried, setTried] = useState(false);
  const { action, progress } = assignments;
  const list = useMemo(() => readList(text), [text]);
  const empty = list.assignments.length === 0;
  const error = tried && empty ? texts.nothing : undefined;

  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!empty) assignments.check(list.assignments);
  };
  return (
    <form class="stack-loose" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading quietAtFirst={quietAtFirst}>{texts.title}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      <Outcome action={action} />
      <div class="field">
        <label class="field-label" for={id}>
          {texts.field}
        </label>
        <textarea
          id={id}
          class="input input-list"
          rows={8}
          value={text}
          placeholder={texts.example}
          spellcheck={false}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
          onInput={(event) => onText(event.currentTarget.value)}
        />
        {error && (
          <p class="field-error" role="alert" id={`${id}-error`}>
            {error}
          </p>
        )}
        <p class="field-hint" id={`${id}-hint`}>
          {texts.hint}
        </p>
        {list.unreadable > 0 && !empty && (
          <p class="field-hint" role="status">
            {texts.unreadable(list.unreadable)}
          </p>
        )}
      </div>
      <FileDrop
        label={texts.drop}
        lead={texts.dropLead}
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        chosen={null}
        onFile={(file) => void file.text().then(onText)}
      />
      {progress === null ? (
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {texts.check}
        </Button>
      ) : (
        <RowProgress progress={progress} />
      )}
    </form>
  );
}
