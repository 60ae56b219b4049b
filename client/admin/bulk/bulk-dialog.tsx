import { useState } from "preact/hooks";
import type { BulkRow } from "../../api-bulk-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { useCommonTexts } from "../../strings/common.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { LoadState } from "../../ui/load-state.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { useLatest } from "../../ui/use-latest.js";
import { BulkRefusals } from "./bulk-refusals.js";

/** BulkDialogProps: `look` says what would happen to whom, `run` does it; `word` has to be typed where one is given. */
export interface BulkDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly word: string | null;
  readonly danger: boolean;
  readonly look: () => Promise<readonly BulkRow[]>;
  readonly run: () => Promise<readonly BulkRow[]>;
  /** Called with what was done, once the person has seen it. */
  readonly onDone: (rows: readonly BulkRow[]) => void;
  readonly onClose: () => void;
  readonly own?: Readonly<Record<string, string>>;
}

/** BulkDialog says what will happen to how many, asks for a word, does it, and says what became of whom. */
export function BulkDialog({ title, lead, look, run, onDone, onClose, ...words }: BulkDialogProps) {
  const texts = useBulkTexts();
  const preview = useLatest(look, []);
  const [done, setDone] = useState<readonly BulkRow[] | null>(null);
  const close = () => (done === null ? onClose() : onDone(done));
  return (
    <Dialog title={title} onClose={close}>
      {done !== null ? (
        <div class="stack">
          <p role="status">{texts.done(countOf(done))}</p>
          <BulkRefusals rows={done} />
          <div class="row row-ends">
            <Button onClick={close}>{texts.close}</Button>
          </div>
        </div>
      ) : (
        <div class="stack">
          <p>{lead}</p>
          <LoadState of={preview} own={words.own} />
          {preview.value && (
            <BulkForm rows={preview.value} run={run} onDone={setDone} onClose={onClose} {...words} />
          )}
        </div>
      )}
    </Dialog>
  );
}

interface BulkFormProps
  extends Pick<BulkDialogProps, "submit" | "word" | "danger" | "run" | "onDone" | "onClose" | "own"> {
  readonly rows: readonly BulkRow[];
}

function BulkForm({ rows, submit, word, danger, run, onDone, onClose, own }: BulkFormProps) {
  const texts = useBulkTexts();
  const common = useCommonTexts();
  const action = useAction();
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState(false);
  const count = countOf(rows);
  const unchanged = rows.filter(({ outcome }) => outcome === "unchanged").length;
  const send = (event: Event) => {
    event.preventDefault();
    const isRight = word === null || typed.trim() === word;
    setSlip(!isRight);
    if (isRight) action.run(async () => onDone(await run()));
  };
  return (
    <form class="stack" noValidate onSubmit={send}>
      <p>
        <strong>{count === 0 ? texts.none : texts.will(count)}</strong>{" "}
        {unchanged > 0 && <span class="soft">{texts.unchanged(unchanged)}</span>}
      </p>
      <BulkRefusals rows={rows} />
      {word !== null && count > 0 && (
        <Field
          label={texts.type(word)}
          name="word"
          value={typed}
          onValue={setTyped}
          error={slip ? texts.typeWrong : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
        />
      )}
      <Outcome action={action} own={{ unavailable: texts.tooMany, ...own }} />
      <div class="row row-ends">
        <Button look="secondary" onClick={onClose}>
          {common.cancel}
        </Button>
        {count > 0 && (
          <Button type="submit" look={danger ? "danger" : "primary"} busy={action.busy}>
            {submit}
          </Button>
        )}
      </div>
    </form>
  );
}

/** How many it concerns: neither those who are as they shall be nor those who are left out. */
function countOf(rows: readonly BulkRow[]): number {
  return rows.filter(({ outcome }) => outcome !== "unchanged" && outcome !== "refused").length;
}
