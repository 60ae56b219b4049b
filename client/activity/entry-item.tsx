import type { ComponentChildren } from "preact";
import type { Activity } from "../api-types.js";
import { Facts } from "../ui/facts.js";
import { Time } from "../ui/time.js";

/** EntryItemProps: `title` says what happened, `outcome` in words how it ended where that was not well. */
export interface EntryItemProps {
  readonly title: ComponentChildren;
  readonly at: string;
  readonly outcome: Activity["outcome"];
  readonly outcomeWords: string | undefined;
  /** Remarks, such as where from; what is null is left out. */
  readonly facts: readonly (ComponentChildren | null)[];
  readonly children?: ComponentChildren;
}

/** EntryItem is an entry of the audit trail in a list of them. */
export function EntryItem({ title, at, outcome, outcomeWords, facts, children }: EntryItemProps) {
  const shown = facts.filter((fact) => fact !== null);
  return (
    <li class="item">
      <div class="item-words">
        <p>
          {title} {outcome !== "success" && <span class="badge badge-warning">{outcomeWords}</span>}
        </p>
        <Facts>
          <li>
            <Time at={at} />
          </li>
          {shown.map((fact, index) => (
            <li key={index}>{fact}</li>
          ))}
        </Facts>
        {children}
      </div>
    </li>
  );
}
