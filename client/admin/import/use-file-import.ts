import { useState } from "preact/hooks";
import type { UploadWatcher } from "../../api-upload.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { useAdmin } from "../admin-context.js";

/** FileImport is where an import wizard is: a file to choose, a preview to check, or a result. */
export interface FileImport<Choices, Report> {
  readonly file: File | null;
  readonly choices: Choices;
  /** What the last look at the file found; null before. */
  readonly preview: Report | null;
  readonly result: Report | null;
  /** How much has been sent, from 0 to 1, while a request is under way; else null. */
  readonly sent: number | null;
  readonly action: Action;
  readonly choose: (file: File) => void;
  readonly change: (choices: Partial<Choices>) => void;
  readonly look: () => void;
  /** Imports these rows; all that can be where it is null. */
  readonly commit: (rows: readonly number[] | null) => void;
  readonly restart: () => void;
}

/** SendFile sends the file to look at it or to import it. */
export type SendFile<Choices, Report> = (
  file: File,
  choices: Choices,
  how: { readonly dryRun: boolean; readonly rows: readonly number[] | null },
  watcher: UploadWatcher,
) => Promise<Report>;

/** useFileImport keeps a wizard's state. The file stays in the browser until it is sent, for a look and for the commit. */
export function useFileImport<Choices, Report>(
  noChoices: Choices,
  send: SendFile<Choices, Report>,
): FileImport<Choices, Report> {
  const { unlocked } = useAdmin();
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState(noChoices);
  const [preview, setPreview] = useState<Report | null>(null);
  const [result, setResult] = useState<Report | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const action = useAction();

  const ask = (how: { dryRun: boolean; rows: readonly number[] | null }, then: (report: Report) => void) => {
    if (file === null) return;
    unlocked(() =>
      action.run(async () => {
        try {
          then(await send(file, choices, how, setSent));
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
