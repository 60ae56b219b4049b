import { useState } from "preact/hooks";
import { serverNow } from "../../api.js";
import { readPerson, suspendPerson, unblockPerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { mayAdministerUsers, mayChangeTokens, reaches, useAdmin } from "../admin-context.js";
import { RescueDialog } from "./rescue-dialog.js";

/** UserActionsProps: `onChanged` gets the user as they are after a change. */
export interface UserActionsProps {
  readonly person: Person;
  readonly onChanged: (person: Person) => void;
}

/** UserActions lifts a wait, rescues, suspends and resumes; whatever ends something is asked for once more. */
export function UserActions({ person, onChanged }: UserActionsProps) {
  const texts = usePeopleTexts().actions;
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState<"rescue" | "suspension" | null>(null);
  const action = useAction();
  const { username, suspended, blockedUntil, credentials } = person;
  const isSelf = username === session.username;
  const may = mayChangeTokens(session) && reaches(session, person) && !isSelf;
  const isBlocked = blockedUntil !== undefined && Date.parse(blockedUntil) > serverNow();
  const close = () => setOpen(null);
  const again = async (done: string) => {
    onChanged(await readPerson(username));
    say(done);
  };
  const unblock = () =>
    unlocked(() =>
      action.run(async () => {
        await unblockPerson(username);
        await again(texts.unblocked);
      }),
    );
  return (
    <section class="card stack" aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1}>
        {texts.title}
      </h2>
      {!may && <p class="soft">{isSelf ? texts.own : texts.none}</p>}
      {may && isBlocked && <p>{texts.unblockLead}</p>}
      <Outcome action={action} own={{ forbidden: texts.forbidden }} />
      {may && (
        <div class="actions">
          {isBlocked && (
            <Button type="button" busy={action.busy} onClick={unblock}>
              {texts.unblock}
            </Button>
          )}
          {credentials.length > 0 && (
            <Button look="danger" onClick={() => setOpen("rescue")}>
              {texts.rescue}
            </Button>
          )}
          {mayAdministerUsers(session) && (
            <Button
              look={suspended ? "secondary" : "danger"}
              onClick={() => unlocked(() => setOpen("suspension"))}
            >
              {suspended ? texts.resume : texts.suspend}
            </Button>
          )}
        </div>
      )}
      {open === "rescue" && (
        <RescueDialog
          username={username}
          onClose={close}
          onDone={async () => {
            await again(texts.rescued(username));
            close();
          }}
        />
      )}
      {open === "suspension" && (
        <ConfirmDialog
          title={suspended ? texts.resumeTitle(username) : texts.suspendTitle(username)}
          submit={suspended ? texts.resumeSubmit : texts.suspendSubmit}
          own={{ forbidden: texts.forbidden }}
          danger={!suspended}
          onClose={close}
          onConfirm={async () => {
            onChanged(await suspendPerson(username, !suspended));
            close();
            say(suspended ? texts.resumed : texts.suspendedDone);
          }}
        >
          <p>{suspended ? texts.resumeLead : texts.suspendLead}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
