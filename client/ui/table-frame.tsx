import type { ComponentChildren } from "preact";

/** TableFrameProps: `label` names the table for those who come to the frame by the keyboard. */
export interface TableFrameProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** TableFrame lets a wide table scroll in itself, also by the arrow keys, which need the focus on it. */
export function TableFrame({ label, children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard (WCAG 2.1.1)
    <section class="table-frame" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
