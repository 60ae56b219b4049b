import type { ImportChoices, SeedErrorCode, SeedTokenType } from "../../api-token-types.js";
import { useImportTexts } from "../../strings/import.js";
import { Field } from "../../ui/field.js";
import { Select } from "../../ui/select.js";

/** FileOptionsProps: `asked` is why the file was refused, which may be for want of one of these. */
export interface FileOptionsProps {
  readonly choices: ImportChoices;
  readonly onChange: (choices: Partial<ImportChoices>) => void;
  readonly asked: SeedErrorCode | null;
}

/** FileOptions are what a file does not say: its key or password, and the type of its tokens. */
export function FileOptions({ choices, onChange, asked }: FileOptionsProps) {
  const texts = useImportTexts();
  const asksKey = asked === "key_required" || asked === "wrong_key" || asked === "mac_invalid";
  return (
    <details open={asksKey || asked === "unsupported_type"}>
      <summary>{texts.options}</summary>
      <div class="stack options">
        <Field
          key={`key ${asksKey}`}
          label={texts.key}
          name="key"
          hint={texts.keyHint}
          value={choices.presharedKeyHex}
          onValue={(presharedKeyHex) => onChange({ presharedKeyHex: presharedKeyHex.replace(/\s/g, "") })}
          look="key"
          autocomplete="off"
          spellcheck={false}
          maxLength={256}
          takesFocus={asksKey}
        />
        <Field
          label={texts.password}
          name="file-password"
          type="password"
          hint={texts.passwordHint}
          value={choices.password}
          onValue={(password) => onChange({ password })}
          autocomplete="off"
          maxLength={1024}
        />
        <TypeSelect
          value={choices.tokenType}
          onValue={(tokenType) => onChange({ tokenType })}
          error={asked === "unsupported_type" ? texts.askType : undefined}
        />
      </div>
    </details>
  );
}

/** TypeSelectProps: the empty value is that the file says it. */
export interface TypeSelectProps {
  readonly value: SeedTokenType | "";
  readonly onValue: (chosen: SeedTokenType | "") => void;
  readonly error?: string | undefined;
}

/** TypeSelect chooses what the tokens of a file are that does not say it. */
export function TypeSelect({ value, onValue, error }: TypeSelectProps) {
  const texts = useImportTexts();
  const types = Object.entries(texts.tokenTypes) as [SeedTokenType, string][];
  return (
    <Select
      label={texts.type}
      name="token-type"
      hint={texts.typeHint}
      value={value}
      options={[["", texts.typeNone], ...types]}
      onValue={onValue}
      error={error}
    />
  );
}
