import { useState } from "preact/hooks";
import { deleteGroup } from "../../api-bulk.js";
import type { Group, SecondFactorAction } from "../../api-bulk-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { useGroupTexts } from "../../strings/groups.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";
import { RemindDialog } from "../bulk/remind-dialog.js";
import { ReminderProgress, type ReminderProgressProps } from "../bulk/reminder-progress.js";
import { SecondFactorDialog } from "../bulk/second-factor-dialog.js";
import { AddMembersDialog } from "../groups/add-members-dialog.js";
import { pathOf } from "../route.js";
import { go } from "../use-route.js";
import { RenameDialog } from "./rename-dialog.js";

/** GroupActionsProps: `group` is null where there is none of that name. */
export interface GroupActionsProps {
  readonly name: string;
  readonly group: Group | null;
  readonly onChanged: () => void;
}

const factorActions: readonly SecondFactorAction[] = ["require", "release", "disable", "reset"];

/** GroupActions is what can be done to a group and to the second factors of all who are in it. */
export function GroupActions({ name, group, onChanged }: GroupActionsProps) {
  const texts = useGroupTexts();
  const bulk = useBulkTexts();
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState<"add" | "rename" | "delete" | "remind" | SecondFactorAction | null>(null);
  const [reminders, setReminders] = useState<ReminderProgressProps | null>(null);
  if (!mayAdministerUsers(session)) return null;
  const close = () => setOpen(null);
  const ask = (what: typeof open) => unlocked(() => setOpen(what));
  const changed = () => {
    close();
    onChanged();
  };
  const hasMembers = group !== null && group.members > 0;
  const factorAction = factorActions.find((one) => one === open);
  return (
    <section class="card stack" aria-labelledby="group-actions">
      <h2 id="group-actions" tabIndex={-1}>
        {texts.actions}
      </h2>
      {reminders && <ReminderProgress {...reminders} />}
      <div class="actions">
        <Button type="button" onClick={() => ask("add")}>
          {texts.add}
        </Button>
        {hasMembers && (
          <>
            {group.unprotectedMembers > 0 && (
              <Button look="secondary" onClick={() => ask("remind")}>
                {bulk.remind.action}
              </Button>
            )}
            {factorActions.map((action) => (
              <Button
                key={action}
                look={action === "disable" || action === "reset" ? "danger" : "secondary"}
                onClick={() => ask(action)}
              >
                {bulk.secondFactor[action].action}
              </Button>
            ))}
          </>
        )}
        {group !== null && (
          <Button look="secondary" onClick={() => ask("rename")}>
            {texts.rename}
          </Button>
        )}
        {hasMembers && (
          <Button look="danger" onClick={() => ask("delete")}>
            {texts.delete}
          </Button>
        )}
      </div>
      {open === "add" && <AddMembersDialog group={name} onClose={close} onDone={changed} />}
      {open === "rename" && (
        <RenameDialog
          name={name}
          onClose={close}
          onDone={(to, count) => {
            close();
            say(texts.renamed(count));
            go(pathOf({ at: "group", name: to }));
          }}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={texts.deleteTitle(name)}
          submit={texts.deleteSubmit}
          own={{ conflict: texts.inPolicy }}
          onClose={close}
          onConfirm={async () => {
            const { changed: count } = await deleteGroup(name);
            say(texts.deleted(count));
            go(pathOf({ at: "groups" }));
          }}
        >
          <p>{texts.deleteLead}</p>
        </ConfirmDialog>
      )}
      {open === "remind" && (
        <RemindDialog
          whom={{ everybody: { group: name } }}
          name={name}
          onClose={close}
          onDone={(begun) => {
            close();
            setReminders(begun);
          }}
        />
      )}
      {factorAction !== undefined && (
        <SecondFactorDialog
          whom={{ group: name }}
          name={name}
          action={factorAction}
          onClose={close}
          onDone={changed}
        />
      )}
    </section>
  );
}
