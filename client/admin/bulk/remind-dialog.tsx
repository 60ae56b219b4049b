import { useRef } from "preact/hooks";
import { type Reminded, remindUsers } from "../../api-bulk.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { BulkDialog } from "./bulk-dialog.js";

/** RemindDialogProps: `onDone` gets the job by which the letters are counted, and how many there are. */
export interface RemindDialogProps {
  readonly whom: Reminded;
  /** Whom, in words. */
  readonly name: string;
  readonly onDone: (reminders: { readonly job: string; readonly count: number }) => void;
  readonly onClose: () => void;
}

/** RemindDialog queues reminders to users who have no second factor. */
export function RemindDialog({ whom, name, onDone, onClose }: RemindDialogProps) {
  const texts = useBulkTexts().remind;
  const job = useRef("");
  return (
    <BulkDialog
      title={texts.title(name)}
      lead={texts.lead}
      submit={texts.submit}
      word={null}
      danger={false}
      own={{ conflict: texts.noMail }}
      look={async () => (await remindUsers(whom, true)).results}
      run={async () => {
        const answer = await remindUsers(whom, false);
        job.current = answer.job;
        return answer.results;
      }}
      onDone={(rows) =>
        onDone({ job: job.current, count: rows.filter(({ outcome }) => outcome === "queued").length })
      }
      onClose={onClose}
    />
  );
}
