import { useState } from "preact/hooks";
import { ActivityItem } from "../../activity/activity-item.js";
import { readActivity } from "../../api-own.js";
import type { Person } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { useProfileTexts } from "../../strings/profile.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { useLatest } from "../../ui/use-latest.js";

/** How many entries are shown at first. */
const fewest = 8;

/** ActivityCard lists what happened lately around a user's sign-in, newest first. */
export function ActivityCard({ person }: { readonly person: Person }) {
  const texts = usePeopleTexts().activity;
  const profile = useProfileTexts();
  const activity = useLatest(() => readActivity(person.username), [person]);
  const [all, setAll] = useState(false);
  const entries = activity.value ?? [];
  const shown = all ? entries : entries.slice(0, fewest);
  return (
    <section class="card stack" aria-labelledby="activity">
      <h2 id="activity">{texts.title}</h2>
      <LoadState of={activity} />
      {activity.value?.length === 0 && <p>{texts.empty}</p>}
      {shown.length > 0 && (
        <ol class="items items-close">
          {shown.map((entry, index) => (
            <ActivityItem key={`${entry.at} ${entries.length - index}`} entry={entry} />
          ))}
        </ol>
      )}
      {shown.length < entries.length && (
        <div>
          <Button look="secondary" onClick={() => setAll(true)}>
            {profile.activity.more}
          </Button>
        </div>
      )}
    </section>
  );
}
