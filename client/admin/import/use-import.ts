import { useState } from "preact/hooks";
import type { ImportChoices, ImportReport } from "../../api-token-types.js";
import { importTokens } from "../../api-tokens.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { useAdmin } from "../admin-context.js";

/** Import is where the wizard is: a file to choose, a preview to check, or a result. */
export interface Import {
  readonly file: File | null;
  readonly choices: ImportChoices;
  /** What the last look at the file found; null before. */
  readonly preview: ImportReport | null;
  readonly result: ImportReport | null;
  /** How much has been sent, from 0 to 1, while a request is under way; else null. */
  readonly sent: number | null;
  readonly action: Action;
  readonly choose: (file: File) => void;
  readonly change: (choices: Partial<ImportChoices>) => void;
  readonly look: () => void;
  /** Takes these rows into the stock; all that can be where it is null. */
  readonly commit: (rows: readonly number[] | null) => void;
  readonly restart: () => void;
}

const noChoices: ImportChoices = { format: "auto", presharedKeyHex: "", password: "", tokenType: "" };

/** useImport keeps the wizard's state. The file stays in the browser until it is sent, for a look and for the commit. */
export function useImport(): Import {
  const { unlocked } = useAdmin();
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState(noChoices);
  const [preview, setPreview] = useState<ImportReport | null>(null);
  const [result, setResult] = useState<ImportReport | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const action = useAction();

  const ask = (
    how: { dryRun: boolean; rows: readonly number[] | null },
    then: (report: ImportReport) => void,
  ) => {
    if (file === null) return;
    unlocked(() =>
      action.run(async () => {
        try {
          then(await importTokens(file, choices, how, setSent));
        } finally {
          setSent(null);
        }
      }),
    );
  };
  return {
    file,
    choices,
    preview,
    result,
    sent,
    action,
    choose(chosen) {
      setFile(chosen);
      setPreview(null);
      action.clear();
    },
    change: (changed) => setChoices((before) => ({ ...before, ...changed })),
    look: () => ask({ dryRun: true, rows: null }, setPreview),
    commit: (rows) =>
      ask({ dryRun: false, rows }, (report) => {
        setResult(report);
        // Neither the file nor its key is needed any more.
        setFile(null);
        setChoices(noChoices);
      }),
    restart() {
      setFile(null);
      setChoices(noChoices);
      setPreview(null);
      setResult(null);
      action.clear();
    },
  };
}
