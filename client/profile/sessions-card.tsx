import { useState } from "preact/hooks";
import { endOwnSession, listSessions } from "../api-own.js";
import type { OwnSession } from "../api-types.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Facts, Since } from "../ui/facts.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { useList } from "../ui/use-list.js";
import { browserName } from "./browser-name.js";
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
            <SessionRow
              key={session.id}
              session={session}
              onEnded={() => {
                load();
                say(own.ended);
              }}
            />
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

function SessionRow({ session, onEnded }: { readonly session: OwnSession; readonly onEnded: () => void }) {
  const texts = useProfileTexts();
  const own = texts.sessions;
  const { user } = useProfile();
  const action = useAction();
  const { browser, system } = browserName(session.userAgent);
  const label =
    browser !== null && system !== null
      ? own.browserOn(browser, system)
      : (browser ?? system ?? session.userAgent ?? own.unknownBrowser);
  return (
    <li class="item">
      <div class="item-words">
        <h3>
          {label} {session.current && <span class="badge">{own.current}</span>}
        </h3>
        <Facts>
          <Since label={own.began} at={session.createdAt} />
          {session.ip !== null && <li>{own.from(session.ip)}</li>}
          <Since label={own.ends} at={session.expiresAt} />
        </Facts>
        <Outcome action={action} />
      </div>
      {!session.current && (
        <Button
          look="secondary"
          aria-label={own.endOf(label)}
          busy={action.busy}
          onClick={(event) => {
            const heading = event.currentTarget.closest("section")?.querySelector("h2");
            action.run(async () => {
              await endOwnSession(user.username, session.id);
              heading?.focus();
              onEnded();
            });
          }}
        >
          {own.end}
        </Button>
      )}
    </li>
  );
}
