import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";

/** WaitingProps: what is waited for, in words, and how to end the wait. */
export interface WaitingProps {
  readonly title: string;
  readonly hint: string;
  readonly onCancel: () => void;
}

/** Waiting says that a security key is asked for, and lets the person give up. */
export function Waiting({ title, hint, onCancel }: WaitingProps) {
  const texts = useCommonTexts();
  return (
    <div class="waiting">
      <span class="waiting-pulse" aria-hidden="true">
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">
          <rect x="7" y="8" width="10" height="13" rx="2.5" />
          <path d="M9.5 8V3.5h5V8" />
          <circle cx="12" cy="14.5" r="2.1" />
        </svg>
      </span>
      <div role="status">
        <strong>{title}</strong>
        <p class="soft">{hint}</p>
      </div>
      <Button look="secondary" onClick={onCancel}>
        {texts.cancel}
      </Button>
    </div>
  );
}
