import { useState } from "preact/hooks";
import { ActivityItem } from "../activity/activity-item.js";
import { readActivity } from "../api-own.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { useList } from "../ui/use-list.js";
import { ListState } from "./list-state.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** How many entries are shown at first. */
const fewest = 6;

/** ActivityCard lists what happened lately around the person's sign-in, newest first. */
export function ActivityCard({ sessionKey }: { readonly sessionKey: string }) {
  const own = useProfileTexts().activity;
  const { user } = useProfile();
  const list = useList(() => readActivity(user.username), [user, sessionKey]);
  const { entries } = list;
  const [all, setAll] = useState(false);
  const shown = entries?.slice(0, all ? entries.length : fewest) ?? [];
  return (
    <Section title={own.title} lead={own.lead}>
      <ListState list={list} />
      {entries?.length === 0 && <p>{own.empty}</p>}
      {shown.length > 0 && (
        <ol class="items items-close" aria-label={own.list}>
          {shown.map((entry, index) => (
            <ActivityItem key={`${entry.at} ${index}`} entry={entry} />
          ))}
        </ol>
      )}
      {entries && entries.length > shown.length && (
        <div>
          <Button look="secondary" onClick={() => setAll(true)}>
            {own.more}
          </Button>
        </div>
      )}
    </Section>
  );
}
