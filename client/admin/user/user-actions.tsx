import { useState } from "preact/hooks";
import { serverNow } from "../../api.js";
import { readPerson, suspendPerson, unblockPerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { mayAdministerUsers, mayChangeTokens, reaches, useAdmin } from "../admin-context.js";
import { RemindDialog } from "../bulk/remind-dialog.js";
import { ReminderProgress, type ReminderProgressProps } from "../bulk/reminder-progress.js";
import { SecondFactorDialog } from "../bulk/second-factor-dialog.js";
import { pathOf } from "../route.js";
import { go } from "../use-route.js";
import { kindsOf } from "../users/kinds.js";
import { DeleteDialog } from "./delete-dialog.js";
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
  const [open, setOpen] = useState<
    "rescue" | "suspension" | "delete" | "remind" | "require" | "release" | null
  >(null);
  const action = useAction();
  const bulk = useBulkTexts();
  const [reminders, setReminders] = useState<ReminderProgressProps | null>(null);
  const requirement = person.factorRequired ? "release" : "require";
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
      {person.factorRequired && <p>{bulk.required}</p>}
      {reminders && <ReminderProgress {...reminders} />}
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
          {mayAdministerUsers(session) && (
            <>
              {kindsOf(person).length === 0 && !suspended && (
                <Button look="secondary" onClick={() => unlocked(() => setOpen("remind"))}>
                  {bulk.remind.action}
                </Button>
              )}
              <Button look="secondary" onClick={() => unlocked(() => setOpen(requirement))}>
                {bulk.secondFactor[requirement].action}
              </Button>
              <Button look="danger" onClick={() => unlocked(() => setOpen("delete"))}>
                {bulk.remove.action}
              </Button>
            </>
          )}
        </div>
      )}
      {(open === "require" || open === "release") && (
        <SecondFactorDialog
          whom={{ usernames: [username] }}
          name={username}
          action={open}
          onClose={close}
          onDone={async () => {
            close();
            onChanged(await readPerson(username));
          }}
        />
      )}
      {open === "remind" && (
        <RemindDialog
          whom={{ usernames: [username] }}
          name={username}
          onClose={close}
          onDone={(begun) => {
            close();
            setReminders(begun);
          }}
        />
      )}
      {open === "delete" && (
        <DeleteDialog
          username={username}
          onClose={close}
          onDone={() => {
            say(bulk.remove.done(username));
            go(pathOf({ at: "users" }));
          }}
        />
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
