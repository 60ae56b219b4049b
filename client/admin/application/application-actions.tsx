import { useState } from "preact/hooks";
import { deleteApplication, suspendApplication } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { mayChangeApplications, useAdmin } from "../admin-context.js";
import { pathOf } from "../route.js";
import { go } from "../use-route.js";
import type { ApplicationProps } from "./settings-card.js";

/** ApplicationActions suspends, resumes and deletes an application, each after asking once more. */
export function ApplicationActions({ application, onChanged }: ApplicationProps) {
  const texts = useApplicationTexts().actions;
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState<"suspension" | "removal" | null>(null);
  const { applicationId, name, suspended } = application;
  const may = mayChangeApplications(session);
  const close = () => setOpen(null);
  return (
    <section class="card stack" aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1}>
        {texts.title}
      </h2>
      {!may && <p class="soft">{texts.none}</p>}
      {may && (
        <div class="actions">
          <Button
            look={suspended ? "secondary" : "danger"}
            onClick={() => unlocked(() => setOpen("suspension"))}
          >
            {suspended ? texts.resume : texts.suspend}
          </Button>
          <Button look="danger" onClick={() => unlocked(() => setOpen("removal"))}>
            {texts.remove}
          </Button>
        </div>
      )}
      {open === "suspension" && (
        <ConfirmDialog
          title={suspended ? texts.resumeTitle(name) : texts.suspendTitle(name)}
          submit={suspended ? texts.resumeSubmit : texts.suspendSubmit}
          danger={!suspended}
          onClose={close}
          onConfirm={async () => {
            onChanged(await suspendApplication(applicationId, !suspended));
            close();
            say(suspended ? texts.resumed : texts.suspendedDone);
          }}
        >
          <p>{suspended ? texts.resumeLead : texts.suspendLead}</p>
        </ConfirmDialog>
      )}
      {open === "removal" && (
        <ConfirmDialog
          title={texts.removeTitle(name)}
          submit={texts.removeSubmit}
          onClose={close}
          onConfirm={async () => {
            await deleteApplication(applicationId);
            say(texts.removed(name));
            go(pathOf({ at: "applications" }));
          }}
        >
          <p>{texts.removeLead}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
