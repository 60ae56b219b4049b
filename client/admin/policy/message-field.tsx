import { useId } from "preact/hooks";
import { usePolicyTexts } from "../../strings/policy.js";
import { Markdown } from "../../ui/markdown.js";

/** The longest message that the service takes. */
const longest = 4000;

/** MessageFieldProps: `value` is Markdown. */
export interface MessageFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (text: string) => void;
}

/** MessageField is where a message is written, with how it will look below. */
export function MessageField({ label, value, onValue }: MessageFieldProps) {
  const texts = usePolicyTexts().rules;
  const id = useId();
  return (
    <div class="stack-tight">
      <div class="field">
        <label class="field-label" for={id}>
          {label}
        </label>
        <textarea
          id={id}
          class="input message-input"
          rows={4}
          maxLength={longest}
          value={value}
          aria-describedby={`${id}-hint`}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <p class="field-hint" id={`${id}-hint`}>
          {texts.messageHint}
        </p>
      </div>
      {value.trim() !== "" && (
        <section class="message-preview stack-tight" aria-label={texts.preview}>
          <p class="field-hint" aria-hidden="true">
            {texts.preview}
          </p>
          <Markdown text={value} />
        </section>
      )}
    </div>
  );
}
