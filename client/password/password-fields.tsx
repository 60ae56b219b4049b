import { useNewPasswordTexts } from "../strings/new-password.js";
import { Field } from "../ui/field.js";
import type { NewPassword } from "./use-new-password.js";

/** PasswordFieldsProps: `hint` says the rules; `username` is whose password it is, for the browser's own store. */
export interface PasswordFieldsProps {
  readonly value: NewPassword;
  readonly hint: string;
  readonly username?: string | undefined;
}

/** PasswordFields take a new password twice. Pasting and password managers work. */
export function PasswordFields({ value, hint, username }: PasswordFieldsProps) {
  const texts = useNewPasswordTexts();
  return (
    <>
      {username !== undefined && (
        <input type="text" name="username" autocomplete="username" value={username} readOnly hidden />
      )}
      <Field
        label={texts.password}
        name="password"
        type="password"
        value={value.password}
        hint={hint}
        error={value.slips.password}
        onValue={value.onPassword}
        autocomplete="new-password"
        required
        takesFocus
      />
      <Field
        label={texts.repeat}
        name="repeat"
        type="password"
        value={value.repeat}
        error={value.slips.repeat}
        onValue={value.onRepeat}
        autocomplete="new-password"
        required
      />
    </>
  );
}
