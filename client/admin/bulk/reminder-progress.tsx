import { useEffect } from "preact/hooks";
import { readReminders } from "../../api-bulk.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { useLatest } from "../../ui/use-latest.js";

/** How often it is asked how far the letters are, in milliseconds. */
const everyMs = 3000;

/** ReminderProgressProps: the job that was begun, and how many letters it has. */
export interface ReminderProgressProps {
  readonly job: string;
  readonly count: number;
}

/** ReminderProgress shows how far reminders are, until the last was sent. */
export function ReminderProgress({ job, count }: ReminderProgressProps) {
  const texts = useBulkTexts().remind;
  const counts = useLatest(() => readReminders(job), [job]);
  const { value, reload } = counts;
  const isOver = value !== null && value.due === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [isOver, reload]);
  if (count === 0) return null;
  const ended = count - (value?.due ?? count);
  const words = texts.progress(ended, count);
  return (
    <div class="stack-tight" role="status">
      <p>
        {words} {value !== null && value.failed > 0 && texts.failed(value.failed)}
      </p>
      <progress class="bar-progress" aria-label={words} max={count} value={ended} />
    </div>
  );
}
