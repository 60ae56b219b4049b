import { useAuditTexts } from "../../strings/audit.js";
import { sentenceOf } from "./sentence.js";
import type { Live } from "./use-live.js";

/** LiveSwitchProps: `spanned` where the search has a last day, and nothing new can be found by it. */
export interface LiveSwitchProps {
  readonly on: boolean;
  readonly spanned: boolean;
  readonly onSwitch: (on: boolean) => void;
  readonly live: Live;
}

/** LiveSwitch turns the live tail on and off, says how it is doing, and tells screen readers what came. */
export function LiveSwitch({ on, spanned, onSwitch, live: { state, told } }: LiveSwitchProps) {
  const texts = useAuditTexts();
  const { live } = texts;
  const [newest] = told;
  return (
    <div class="stack-tight">
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          disabled={spanned}
          onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
        />
        {live.switch}
      </label>
      <p class={state === "lost" || state === "ended" ? "field-error" : "field-hint"} role="status">
        {spanned ? live.noSpan : state === "off" ? "" : live[state]}
      </p>
      <p class="unseen" role="status">
        {newest && live.newest(told.length, sentenceOf(newest, texts))}
      </p>
    </div>
  );
}
