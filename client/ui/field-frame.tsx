import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** FieldFrameProps: `children` makes the control, with the attributes that tie it to its label, hint and error. */
export interface FieldFrameProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Whether the control has something more to be described by, with the id that it is given. */
  readonly described?: boolean | undefined;
  readonly children: (tied: TiedToField, describedId: string) => ComponentChildren;
}

/** TiedToField are the attributes of a control that has a label, and perhaps a hint and an error. */
export interface TiedToField {
  readonly id: string;
  readonly "aria-invalid": "true" | undefined;
  readonly "aria-describedby": string | undefined;
}

/** FieldFrame is what every control has around it: its label, its hint, and its error, which is said when it appears. */
export function FieldFrame({ label, hint, error, described, children }: FieldFrameProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, described && `${id}-more`, hint && `${id}-hint`];
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children(
        {
          id,
          "aria-invalid": error ? "true" : undefined,
          "aria-describedby": describedBy.filter(Boolean).join(" ") || undefined,
        },
        `${id}-more`,
      )}
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
