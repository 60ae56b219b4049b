import type { ApplicationSettings, Scope, UnknownUsers } from "../../api-application-types.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Checks } from "../../ui/choices.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { Select } from "../../ui/select.js";

const scopes: readonly Scope[] = ["verify", "enrol", "users", "tokens", "audit", "metrics", "admin"];
const unknownUsers: readonly UnknownUsers[] = ["refuse", "create", "skip"];

/** SettingsFieldsProps: `tried` shows what is missing; `onValue` gets the whole of it, changed. */
export interface SettingsFieldsProps {
  readonly value: ApplicationSettings;
  readonly tried: boolean;
  readonly onValue: (changed: ApplicationSettings) => void;
}

/** isComplete says whether the settings can be sent. */
export const isComplete = ({ name, scopes: chosen }: ApplicationSettings): boolean =>
  name.trim() !== "" && chosen.length > 0;

/** SettingsFields are what an administrator chooses of an application. */
export function SettingsFields({ value, tried, onValue }: SettingsFieldsProps) {
  const texts = useApplicationTexts();
  const { fields } = texts;
  const change = (part: Partial<ApplicationSettings>) => onValue({ ...value, ...part });
  return (
    <>
      <Field
        label={fields.name}
        name="application-name"
        hint={fields.nameHint}
        value={value.name}
        onValue={(name) => change({ name })}
        error={tried && value.name.trim() === "" ? fields.nameMissing : undefined}
        autocomplete="off"
        maxLength={128}
        required
        takesFocus
      />
      <Checks
        legend={fields.scopes}
        value={value.scopes}
        options={scopes.map((scope) => [scope, texts.scopes[scope]])}
        onValue={(chosen) => change({ scopes: chosen })}
      />
      {tried && value.scopes.length === 0 && (
        <p class="field-error" role="alert">
          {fields.scopeMissing}
        </p>
      )}
      <ListArea
        label={fields.redirectUris}
        name="redirectUris"
        hint={fields.redirectUrisHint}
        value={value.redirectUris}
        onValue={(redirectUris) => change({ redirectUris })}
      />
      <Select
        label={fields.unknownUsers}
        name="unknownUsers"
        value={value.unknownUsers}
        options={unknownUsers.map((one) => [one, fields.unknown[one]])}
        onValue={(chosen) => change({ unknownUsers: chosen })}
      />
      {(["mayStateIp", "recovery"] as const).map((flag) => (
        <label key={flag} class="check">
          <input
            type="checkbox"
            checked={value[flag]}
            onChange={({ currentTarget: { checked } }) => change({ [flag]: checked })}
          />
          {fields[flag]}
        </label>
      ))}
    </>
  );
}
