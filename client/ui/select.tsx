import { FieldFrame } from "./field-frame.js";

/** SelectProps: `options` are values with their words, in order. */
export interface SelectProps<T extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly onValue: (chosen: T) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** Select is a labelled choice of one. */
export function Select<T extends string>({
  label,
  name,
  value,
  options,
  onValue,
  hint,
  error,
}: SelectProps<T>) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(tied) => (
        <select
          {...tied}
          name={name}
          class="input"
          value={value}
          onChange={(event) => {
            const chosen = options[event.currentTarget.selectedIndex];
            if (chosen) onValue(chosen[0]);
          }}
        >
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
