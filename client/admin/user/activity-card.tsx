import { useState } from "preact/hooks";
import { readActivity } from "../../api-own.js";
import type { Person } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { useProfileTexts } from "../../strings/profile.js";
import { Button } from "../../ui/button.js";
import { Facts } from "../../ui/facts.js";
import { LoadState } from "../../ui/load-state.js";
import { Time } from "../../ui/time.js";
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
  const factors: Readonly<Record<string, string>> = profile.factors;
  return (
    <section class="card stack" aria-labelledby="activity">
      <h2 id="activity">{texts.title}</h2>
      <LoadState of={activity} />
      {activity.value?.length === 0 && <p>{texts.empty}</p>}
      {shown.length > 0 && (
        <ol class="items items-close">
          {shown.map(({ at, action, outcome, factor, application, ip }, index) => (
            <li class="item" key={`${at} ${entries.length - index}`}>
              <div class="item-words">
                <p>
                  {texts.actions[action] ?? profile.activity.other}{" "}
                  {outcome !== "success" && (
                    <span class="badge badge-warning">{profile.activity.outcomes[outcome]}</span>
                  )}
                </p>
                <Facts>
                  <li>
                    <Time at={at} />
                  </li>
                  {factor !== null && factors[factor] !== undefined && <li>{factors[factor]}</li>}
                  {application !== null && <li>{profile.activity.by(application)}</li>}
                  {ip !== null && <li>{profile.sessions.from(ip)}</li>}
                </Facts>
              </div>
            </li>
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
