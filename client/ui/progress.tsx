/** ProgressProps: the names of the steps, and the index of the one that a person is at. */
export interface ProgressProps {
  readonly label: string;
  readonly steps: readonly string[];
  readonly at: number;
}

/** Progress shows how far one is in a short sequence of steps. */
export function Progress({ label, steps, at }: ProgressProps) {
  return (
    <ol class="progress" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          class={index <= at ? "progress-step progress-reached" : "progress-step"}
          aria-current={index === at ? "step" : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
