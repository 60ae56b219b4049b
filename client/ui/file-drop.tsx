import { useState } from "preact/hooks";
import { FieldFrame } from "./field-frame.js";

/** FileDropProps: `chosen` says in words what was chosen; `accept` only helps in the file dialog. */
export interface FileDropProps {
  readonly label: string;
  readonly lead: string;
  readonly chosen: string | null;
  readonly onFile: (file: File) => void;
  readonly accept?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * FileDrop takes a file. All of the area is the browser's own file input, which takes drops, clicks and the keyboard
 * by itself.
 */
export function FileDrop({ label, lead, chosen, onFile, accept, hint, error }: FileDropProps) {
  const [over, setOver] = useState(false);
  return (
    <FieldFrame label={label} hint={hint} error={error} described={chosen !== null}>
      {(tied, chosenId) => (
        <div class={over ? "drop drop-over" : "drop"}>
          <svg
            class="drop-sign"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            aria-hidden="true"
          >
            <path d="M12 15V4m0 0L8 8m4-4 4 4" stroke-linecap="round" stroke-linejoin="round" />
            <path d="M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4" stroke-linecap="round" />
          </svg>
          <p id={chosenId} role="status">
            {chosen === null ? lead : <strong>{chosen}</strong>}
          </p>
          <input
            {...tied}
            type="file"
            class="drop-input"
            accept={accept}
            onDragEnter={() => setOver(true)}
            onDragLeave={() => setOver(false)}
            onDrop={() => setOver(false)}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) onFile(file);
            }}
          />
        </div>
      )}
    </FieldFrame>
  );
}
