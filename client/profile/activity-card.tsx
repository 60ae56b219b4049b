import { useState } from "preact/hooks";
import { readActivity } from "../api-own.js";
import type { Activity } from "../api-types.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Facts } from "../ui/facts.js";
import { Time } from "../ui/time.js";
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
            <ActivityRow key={`${entry.at} ${index}`} entry={entry} />
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

function ActivityRow({ entry }: { readonly entry: Activity }) {
  const texts = useProfileTexts();
  const own = texts.activity;
  const { action, outcome, factor, application, ip, at } = entry;
  const factors: Readonly<Record<string, string>> = texts.factors;
  const factorName = factor === null ? undefined : factors[factor];
  return (
    <li class="item">
      <div class="item-words">
        <p>
          {own.actions[action] ?? own.other}{" "}
          {outcome !== "success" && <span class="badge badge-warning">{own.outcomes[outcome]}</span>}
        </p>
        <Facts>
          <li>
            <Time at={at} />
          </li>
          {factorName !== undefined && <li>{factorName}</li>}
          {application !== null && <li>{own.by(application)}</li>}
          {ip !== null && <li>{texts.sessions.from(ip)}</li>}
        </Facts>
      </div>
    </li>
  );
}
