import type { InputHTMLAttributes, Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FieldFrame } from "./field-frame.js";

/** InputProps are the attributes of an input that our fields use. */
export interface InputProps {
  readonly type?: "text" | "password" | "search" | "email" | "date" | "number" | undefined;
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: "off" | "words" | undefined;
  readonly inputMode?: "numeric" | "text" | "email" | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** FieldProps: `error` is said with the field (aria-describedby) and marks it as invalid. */
export interface FieldProps extends InputProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly look?: "code" | "key" | undefined;
  /** The first field of a step takes the focus when the step appears, and again at each new error. */
  readonly takesFocus?: boolean | undefined;
  readonly onValue?: ((typed: string) => void) | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

/** Field is a labelled input with its hint and its error tied to it. */
export function Field({
  label,
  name,
  hint,
  error,
  look,
  takesFocus,
  onValue,
  inputRef,
  ...rest
}: FieldProps) {
  const own = useRef<HTMLInputElement | null>(null);
  const appeared = useRef(false);
  useEffect(() => {
    // An error that goes away, as the person types, must not pull them back from where they are by then.
    const comesToNothing = appeared.current && !error;
    appeared.current = takesFocus === true;
    if (!takesFocus || comesToNothing) return;
    own.current?.focus();
    if (error) own.current?.select();
  }, [takesFocus, error]);
  const attributes = {
    type: "text",
    ...rest,
    autofocus: takesFocus,
    // Preact types each kind of input apart; which kind this is is not known before it runs.
  } as InputHTMLAttributes;
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(tied) => (
        <input
          {...attributes}
          {...tied}
          name={name}
          class={look ? `input input-${look}` : "input"}
          ref={(element) => {
            own.current = element;
            if (typeof inputRef === "function") inputRef(element);
            else if (inputRef) inputRef.current = element;
          }}
          onInput={(event) => onValue?.(event.currentTarget.value)}
        />
      )}
    </FieldFrame>
  );
}
