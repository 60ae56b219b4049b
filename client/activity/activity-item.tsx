import type { Activity } from "../api-types.js";
import { useProfileTexts } from "../strings/profile.js";
import { EntryItem } from "./entry-item.js";

/** ActivityItem is something that happened around one user's sign-in, as both the user and administrators read it. */
export function ActivityItem({ entry }: { readonly entry: Activity }) {
  const texts = useProfileTexts();
  const { actions, other, outcomes, by } = texts.activity;
  const factors: Readonly<Record<string, string>> = texts.factors;
  const { at, action, outcome, factor, application, ip } = entry;
  return (
    <EntryItem
      title={actions[action] ?? other}
      at={at}
      outcome={outcome}
      outcomeWords={outcomes[outcome]}
      facts={[
        factor === null ? null : (factors[factor] ?? null),
        application === null ? null : by(application),
        ip === null ? null : texts.sessions.from(ip),
      ]}
    />
  );
}
