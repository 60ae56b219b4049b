import type { Session } from "../api-types.js";
import { unlockedFor } from "../elevation/use-elevation.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { useNow } from "../ui/use-now.js";

/** LockBarProps: `onUnlock` asks for the unlock dialog. */
export interface LockBarProps {
  readonly session: Session;
  readonly onUnlock: () => void;
}

/** LockBar says whether the settings are unlocked, and for how long they stay so. */
export function LockBar({ session, onUnlock }: LockBarProps) {
  const texts = useProfileTexts().lock;
  useNow(1000);
  const seconds = Math.ceil(unlockedFor(session) / 1000);
  const open = seconds > 0;
  const left = seconds > 60 ? texts.minutes(Math.ceil(seconds / 60)) : texts.seconds(seconds);
  return (
    <div class={open ? "lock lock-open" : "lock"}>
      <Padlock open={open} />
      <div class="lock-words">
        <strong>{open ? texts.unlocked : texts.locked}</strong>
        <p class="soft">{open ? texts.left(left) : texts.lockedLead}</p>
      </div>
      {!open && (
        <Button type="button" onClick={onUnlock}>
          {texts.unlock}
        </Button>
      )}
    </div>
  );
}

function Padlock({ open }: { readonly open: boolean }) {
  return (
    <svg
      class="padlock"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      aria-hidden="true"
    >
      <rect x="4.5" y="10.5" width="15" height="10" rx="2.5" />
      <path d={open ? "M8 10.5V7a4 4 0 0 1 7.6-1.8" : "M8 10.5V7a4 4 0 0 1 8 0v3.5"} stroke-linecap="round" />
      <path d="M12 14.5v2" stroke-linecap="round" />
    </svg>
  );
}
