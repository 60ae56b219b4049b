import { useState } from "preact/hooks";
import { endOwnSession, listSessions } from "../api-own.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Since } from "../ui/facts.js";
import { useList } from "../ui/use-list.js";
import { BrowserRow } from "./browser-row.js";
import { ListState } from "./list-state.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** SessionsCard lists where the person is signed in, and ends one session or all others. */
export function SessionsCard({ sessionKey }: { readonly sessionKey: string }) {
  const own = useProfileTexts().sessions;
  const { user, unlocked, say } = useProfile();
  const list = useList(() => listSessions(user.username), [sessionKey]);
  const { entries, load } = list;
  const [asking, setAsking] = useState(false);
  const others = entries?.filter(({ current }) => !current) ?? [];

  return (
    <Section title={own.title} lead={own.lead}>
      <ListState list={list} />
      {entries && (
        <ul class="items" aria-label={own.list}>
          {entries.map((session) => (
            <BrowserRow
              key={session.id}
              userAgent={session.userAgent}
              ip={session.ip}
              badge={session.current ? own.current : undefined}
              end={session.current ? null : own.end}
              endOf={own.endOf}
              onEnd={async () => {
                await endOwnSession(user.username, session.id);
                load();
                say(own.ended);
              }}
            >
              <Since label={own.began} at={session.createdAt} />
              <Since label={own.ends} at={session.expiresAt} />
            </BrowserRow>
          ))}
        </ul>
      )}
      {entries && others.length === 0 && <p class="soft">{own.alone}</p>}
      {others.length > 1 && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setAsking(true))}>
            {own.endOthers}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={own.endOthersTitle}
          submit={own.endOthers}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            for (const { id } of others) await endOwnSession(user.username, id);
            load();
            setAsking(false);
            say(own.endedOthers);
          }}
        >
          <p>{own.endOthersLead}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
