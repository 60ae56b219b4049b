import { useState } from "preact/hooks";
import type { Application } from "../../api-application-types.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Button } from "../../ui/button.js";
import { Time } from "../../ui/time.js";
import { mayChangeApplications, useAdmin } from "../admin-context.js";
import { Fact } from "../fact.js";
import { EditDialog } from "./edit-dialog.js";

/** ApplicationProps: `onChanged` gets the application as it is after a change. */
export interface ApplicationProps {
  readonly application: Application;
  readonly onChanged: (application: Application) => void;
}

/** SettingsCard says what an application may do, and changes that. */
export function SettingsCard({ application, onChanged }: ApplicationProps) {
  const texts = useApplicationTexts();
  const own = texts.settings;
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState(false);
  const { applicationId, scopes, redirectUris, unknownUsers, createdAt } = application;
  return (
    <section class="card stack" aria-labelledby="settings">
      <h2 id="settings">{own.title}</h2>
      <dl class="particulars">
        <Fact name={own.id}>
          <code class="serial">{applicationId}</code>
        </Fact>
        <Fact name={texts.fields.scopes}>{scopes.map((scope) => texts.scopes[scope]).join(", ")}</Fact>
        <Fact name={texts.fields.redirectUris}>
          {redirectUris.length === 0 ? own.none : redirectUris.map((uri) => <div key={uri}>{uri}</div>)}
        </Fact>
        <Fact name={texts.fields.unknownUsers}>{texts.fields.unknown[unknownUsers]}</Fact>
        <Fact name={texts.fields.mayStateIp}>{application.mayStateIp ? own.yes : own.no}</Fact>
        <Fact name={texts.fields.recovery}>{application.recovery ? own.yes : own.no}</Fact>
        <Fact name={own.created}>
          <Time at={createdAt} />
        </Fact>
      </dl>
      {mayChangeApplications(session) && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setOpen(true))}>
            {texts.edit.action}
          </Button>
        </div>
      )}
      {open && (
        <EditDialog
          application={application}
          onClose={() => setOpen(false)}
          onDone={(changed) => {
            setOpen(false);
            onChanged(changed);
            say(texts.edit.saved);
          }}
        />
      )}
    </section>
  );
}
