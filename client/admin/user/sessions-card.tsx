import { endOwnSession, listSessions } from "../../api-own.js";
import type { Person } from "../../api-people-types.js";
import { BrowserRow } from "../../profile/browser-row.js";
import { usePeopleTexts } from "../../strings/people.js";
import { useProfileTexts } from "../../strings/profile.js";
import { Since } from "../../ui/facts.js";
import { LoadState } from "../../ui/load-state.js";
import { useLatest } from "../../ui/use-latest.js";
import { reaches, useAdmin } from "../admin-context.js";

/** SessionsCard lists where a user is signed in, and signs them out there. */
export function SessionsCard({ person }: { readonly person: Person }) {
  const texts = usePeopleTexts().sessions;
  const profile = useProfileTexts().sessions;
  const { session: own, say } = useAdmin();
  const { username } = person;
  const sessions = useLatest(() => listSessions(username), [person]);
  const mayEnd = username === own.username || reaches(own, person);
  return (
    <section class="card stack" aria-labelledby="sessions">
      <h2 id="sessions" tabIndex={-1}>
        {texts.title}
      </h2>
      <LoadState of={sessions} />
      {sessions.value?.length === 0 && <p>{texts.empty}</p>}
      {sessions.value && sessions.value.length > 0 && (
        <ul class="items items-close" aria-label={texts.title}>
          {sessions.value.map((session) => (
            <BrowserRow
              key={session.id}
              userAgent={session.userAgent}
              ip={session.ip}
              badge={session.current ? profile.current : undefined}
              end={mayEnd && !session.current ? texts.end : null}
              endOf={texts.endOf}
              onEnd={async () => {
                await endOwnSession(username, session.id);
                sessions.reload();
                say(texts.ended);
              }}
            >
              <Since label={profile.began} at={session.createdAt} />
            </BrowserRow>
          ))}
        </ul>
      )}
    </section>
  );
}
