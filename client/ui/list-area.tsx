import { useState } from "preact/hooks";
import { FieldFrame } from "./field-frame.js";

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
  const [typed, setTyped] = useState(() => value.join("\n"));
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(tied) => (
        <textarea
          {...tied}
          name={name}
          class="input input-list"
          rows={Math.min(10, Math.max(2, value.length + 1))}
          value={typed}
          spellcheck={false}
          autocapitalize="off"
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const lines = currentTarget.value.split("\n").map((line) => line.trim());
            onValue([...new Set(lines.filter((line) => line !== ""))]);
          }}
        />
      )}
    </FieldFrame>
  );
}
