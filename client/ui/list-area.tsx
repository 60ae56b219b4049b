import { useId, useState } from "preact/hooks";

/** ListAreaProps: `error` marks the area; `onValue` gets the lines that are not empty, trimmed. */
export interface ListAreaProps {
  readonly label: string;
  readonly name: string;
  readonly value: readonly string[];
  readonly onValue: (lines: readonly string[]) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** ListArea is a list of names or numbers that is typed one a line. It keeps what is typed; a new `key` begins anew. */
export function ListArea({ label, name, value, onValue, hint, error }: ListAreaProps) {
  const id = useId();
  const [typed, setTyped] = useState(() => value.join("\n"));
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        class="input input-list"
        rows={Math.min(10, Math.max(2, value.length + 1))}
        value={typed}
        spellcheck={false}
        autocapitalize="off"
        aria-invalid={error ? "true" : undefined}
        aria-describedby={described || undefined}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const lines = currentTarget.value.split("\n").map((line) => line.trim());
          onValue([...new Set(lines.filter((line) => line !== ""))]);
        }}
      />
      {error && (
        <p class="field-error" role="alert" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
