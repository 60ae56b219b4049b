import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** SectionProps: `lead` explains the section in a sentence or two. */
export interface SectionProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
}

/** Section is one subject of the profile: its name and what it is for, next to a card with what there is. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <p class="soft">{lead}</p>
      </div>
      <div class="card section-card">{children}</div>
    </section>
  );
}
