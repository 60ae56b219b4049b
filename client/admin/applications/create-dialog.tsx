import { useState } from "preact/hooks";
import type { ApplicationSettings } from "../../api-application-types.js";
import { createApplication } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { useCommonTexts } from "../../strings/common.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { type Lifetime, LifetimeSelect, lifetimeOf } from "../application/lifetime-select.js";
import { refusal } from "../users/refusal.js";
import { isComplete, SettingsFields } from "./settings-fields.js";

/** CreateDialogProps: `onDone` gets the new application with its key. */
export interface CreateDialogProps {
  readonly onDone: (made: {
    readonly name: string;
    readonly applicationId: string;
    readonly apiKey: string;
  }) => void;
  readonly onClose: () => void;
}

const blank: ApplicationSettings = {
  name: "",
  scopes: ["verify"],
  redirectUris: [],
  mayStateIp: false,
  recovery: false,
  unknownUsers: "refuse",
};

/** CreateDialog registers an application. */
export function CreateDialog({ onDone, onClose }: CreateDialogProps) {
  const common = useCommonTexts();
  const texts = useApplicationTexts().create;
  const action = useAction();
  const [settings, setSettings] = useState(blank);
  const [lifetime, setLifetime] = useState<Lifetime>("");
  const [tried, setTried] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!isComplete(settings)) return;
    const name = settings.name.trim();
    action.run(async () => {
      const made = await createApplication({ ...settings, name, ...lifetimeOf(lifetime) });
      onDone({ name, ...made });
    });
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit}>
        <Outcome action={action} own={refusal(action, texts.refused)} />
        <SettingsFields value={settings} tried={tried} onValue={setSettings} />
        <LifetimeSelect value={lifetime} onValue={setLifetime} />
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
