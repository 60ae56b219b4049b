import { useState } from "preact/hooks";
import { revokeCredential } from "../api-user.js";
import { AppEnrolment } from "../enrol/app-enrolment.js";
import { choicesOf } from "../enrol/choices.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Dialog } from "../ui/dialog.js";
import { Facts, Since } from "../ui/facts.js";
import { countActive, type Holdings } from "./credentials.js";
import { LastUsed, Suspended } from "./facts.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";
import { useEnrolled } from "./use-enrolled.js";

type Open = "connect" | "reset" | "revoke" | null;

/** AppCard is the authenticator app: connect, replace, reset and revoke it. */
export function AppCard({ holdings: { app, pendingApp } }: { readonly holdings: Holdings }) {
  const texts = useProfileTexts();
  const own = texts.app;
  const { user, rules, unlocked, refresh, say } = useProfile();
  const mayConnect = choicesOf(rules).includes("app");
  const [open, setOpen] = useState<Open>(null);
  const [replacing, setReplacing] = useState(false);
  const ask = (what: Open) =>
    unlocked(() => {
      setReplacing(app !== null && what === "connect");
      setOpen(what);
    });
  const close = () => setOpen(null);
  const enrolled = useEnrolled(close);
  const revoke = async () => {
    if (app !== null) await revokeCredential(user.username, app.id);
  };
  const isLast = app?.state === "active" && countActive(user) === 1;

  return (
    <Section title={own.title} lead={own.lead}>
      {pendingApp && <p class="soft">{app ? own.pending : own.pendingAlone}</p>}
      {app ? (
        <div class="item">
          <div class="item-words">
            <h3>
              {app.name} <Suspended state={app.state} />
            </h3>
            <Facts>
              <Since label={texts.added} at={app.createdAt} />
              <LastUsed at={app.lastUsedAt} />
            </Facts>
          </div>
          <div class="row">
            {mayConnect && (
              <>
                <Button look="secondary" onClick={() => ask("connect")}>
                  {own.replace}
                </Button>
                <Button look="secondary" onClick={() => ask("reset")}>
                  {own.reset}
                </Button>
              </>
            )}
            <Button look="secondary" onClick={() => ask("revoke")}>
              {own.revoke}
            </Button>
          </div>
        </div>
      ) : (
        <div class="item">
          <p>{own.empty}</p>
          <Button look="secondary" onClick={() => ask("connect")}>
            {own.connect}
          </Button>
        </div>
      )}
      {open === "connect" && (
        <Dialog
          title={replacing ? own.replaceTitle : own.connectTitle}
          onClose={() => {
            close();
            void refresh();
          }}
        >
          {replacing && <p class="soft">{own.replaceLead}</p>}
          <AppEnrolment
            username={user.username}
            onDone={(confirmed) => void enrolled.finish(confirmed, replacing ? own.replaced : own.connected)}
          />
        </Dialog>
      )}
      {open === "reset" && (
        <ConfirmDialog
          title={own.resetTitle}
          submit={own.resetSubmit}
          own={{ forbidden: texts.roleNeedsFactor }}
          onClose={close}
          onConfirm={async () => {
            await revoke();
            // Not read again before the new app is there: without a factor the page would turn to onboarding.
            setReplacing(false);
            setOpen("connect");
          }}
        >
          <p>{own.resetLead}</p>
        </ConfirmDialog>
      )}
      {open === "revoke" && (
        <ConfirmDialog
          title={own.revokeTitle}
          submit={own.revokeSubmit}
          own={{ forbidden: texts.roleNeedsFactor }}
          onClose={close}
          onConfirm={async () => {
            await revoke();
            await refresh();
            close();
            say(own.revoked);
          }}
        >
          <p>{own.revokeLead}</p>
          {isLast && <p>{own.last}</p>}
        </ConfirmDialog>
      )}
      {enrolled.dialog}
    </Section>
  );
}
