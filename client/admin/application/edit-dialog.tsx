import { useState } from "preact/hooks";
import type { Application, ApplicationSettings } from "../../api-application-types.js";
import { changeApplication } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { useCommonTexts } from "../../strings/common.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { isComplete, SettingsFields } from "../applications/settings-fields.js";
import { refusal } from "../users/refusal.js";

/** EditDialogProps: `onDone` gets the application as it is now. */
export interface EditDialogProps {
  readonly application: Application;
  readonly onDone: (application: Application) => void;
  readonly onClose: () => void;
}

/** EditDialog changes what an application is called and what it may do. */
export function EditDialog({ application, onDone, onClose }: EditDialogProps) {
  const common = useCommonTexts();
  const texts = useApplicationTexts().edit;
  const action = useAction();
  const [settings, setSettings] = useState(() => settingsOf(application));
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isComplete(settings)) return;
    action.run(async () => onDone(await changeApplication(application.applicationId, settings)));
  };
  return (
    <Dialog title={texts.title(application.name)} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <Outcome action={action} own={refusal(action, texts.refused)} />
        <SettingsFields value={settings} tried onValue={setSettings} />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy}>{texts.submit}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function settingsOf({ name, scopes, redirectUris, ...rest }: Application): ApplicationSettings {
  const { mayStateIp, recovery, unknownUsers } = rest;
  return { name, scopes, redirectUris, mayStateIp, recovery, unknownUsers };
}
