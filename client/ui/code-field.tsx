import { useCommonTexts } from "../strings/common.js";
import type { CodeKind } from "./code.js";
import { Field, type FieldProps, type InputProps } from "./field.js";

/** CodeFieldProps: `kind` says what is typed; digits and the recovery key have texts of their own. */
export interface CodeFieldProps
  extends Pick<
    FieldProps,
    "hint" | "error" | "value" | "defaultValue" | "takesFocus" | "onValue" | "inputRef"
  > {
  readonly kind?: CodeKind | undefined;
  readonly label?: string | undefined;
  readonly name?: string | undefined;
}

const inputs: Readonly<Record<CodeKind, InputProps>> = {
  digits: {
    inputMode: "numeric",
    autocomplete: "one-time-code",
    pattern: "[ \u00a0]*(?:[0-9][ \u00a0\\-]*){6,10}",
    maxLength: 30,
  },
  token: { inputMode: "numeric", autocomplete: "one-time-code", maxLength: 64 },
  recovery: { autocomplete: "off", maxLength: 100 },
  bypass: { inputMode: "numeric", autocomplete: "off", maxLength: 30 },
  modhex: { autocomplete: "off", maxLength: 100 },
};

/**
 * CodeField is where a code is typed or pasted, spaces and all; read it with `readCode`. Digits carry
 * `autocomplete="one-time-code"`, so that phones and password managers offer the code.
 */
export function CodeField({ kind = "digits", name = "code", ...rest }: CodeFieldProps) {
  const texts = useCommonTexts();
  const counts = kind === "digits" || kind === "token";
  return (
    <Field
      autocapitalize="off"
      spellcheck={false}
      required
      {...inputs[kind]}
      {...rest}
      name={name}
      label={rest.label ?? (kind === "recovery" ? texts.recovery.label : texts.code.label)}
      hint={rest.hint ?? (counts ? texts.code.hint : undefined)}
      look={counts || kind === "bypass" ? "code" : "key"}
    />
  );
}
