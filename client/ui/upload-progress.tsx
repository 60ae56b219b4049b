/** UploadProgressProps: `sent` from 0 to 1; from 1 on the service works, and nobody knows how long. */
export interface UploadProgressProps {
  readonly sent: number;
  readonly sending: (percent: number) => string;
  readonly working: string;
}

/** UploadProgress shows how much of a file has been sent, and then honestly only that the service is at work. */
export function UploadProgress({ sent, sending, working }: UploadProgressProps) {
  const isSending = sent < 1;
  const percent = Math.floor(sent * 100);
  return (
    <div class="stack-tight">
      <p role="status">
        {/* Spoken at the quarters only. */}
        <span class="unseen">{isSending ? sending(percent - (percent % 25)) : working}</span>
        <span aria-hidden="true">{isSending ? sending(percent) : working}</span>
      </p>
      <progress class="bar-progress" aria-label={working} max={1} {...(isSending ? { value: sent } : {})} />
    </div>
  );
}
