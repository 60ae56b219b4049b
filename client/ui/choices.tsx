import { useId } from "preact/hooks";

/** RadiosProps: `options` are values with their words and a remark. */
export interface RadiosProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, words: string, remark?: string])[];
  readonly onValue: (chosen: T) => void;
}

/** Radios is a choice of one whose options are all to be seen, each with a remark. */
export function Radios<T extends string>({ legend, name, value, options, onValue }: RadiosProps<T>) {
  const id = useId();
  return (
    <fieldset class="stack-tight">
      <legend class="field-label">{legend}</legend>
      {options.map(([option, words, remark]) => (
        <div key={option} class="option">
          <label class="check">
            <input
              type="radio"
              name={name}
              checked={option === value}
              aria-describedby={remark ? `${id}-${option}` : undefined}
              onChange={() => onValue(option)}
            />
            {words}
          </label>
          {remark && (
            <p class="field-hint" id={`${id}-${option}`}>
              {remark}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}

/** ChecksProps: `options` are values with their words; `onValue` gets the chosen ones in the options' order. */
export interface ChecksProps<T extends string> {
  readonly legend: string;
  readonly value: readonly T[];
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly onValue: (chosen: readonly T[]) => void;
  readonly hint?: string;
}

/** Checks is a choice of any number. */
export function Checks<T extends string>({ legend, value, options, onValue, hint }: ChecksProps<T>) {
  const id = useId();
  return (
    <fieldset class="stack-tight" aria-describedby={hint ? id : undefined}>
      <legend class="field-label">{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option} class="check">
          <input
            type="checkbox"
            checked={value.includes(option)}
            onChange={({ currentTarget: { checked } }) =>
              onValue(
                options.map(([one]) => one).filter((one) => (one === option ? checked : value.includes(one))),
              )
            }
          />
          {words}
        </label>
      ))}
      {hint && (
        <p class="field-hint" id={id}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
