import { useApplicationTexts } from "../../strings/applications.js";
import { Button } from "../../ui/button.js";
import { CopyButton } from "../../ui/copy-button.js";
import { Dialog } from "../../ui/dialog.js";

/** KeyDialogProps: `name` of the application; `onSaved` is called once the person says that the key is saved. */
export interface KeyDialogProps {
  readonly name: string;
  readonly apiKey: string;
  readonly onSaved: () => void;
}

/** KeyDialog shows a new API key the only time it is shown, and stays until the person says that it is saved. */
export function KeyDialog({ name, apiKey, onSaved }: KeyDialogProps) {
  const texts = useApplicationTexts().shown;
  return (
    <Dialog title={texts.title(name)} onClose={null}>
      <div class="stack">
        <p>{texts.lead}</p>
        <code class="secret" translate={false}>
          {apiKey}
        </code>
        <div class="row">
          <CopyButton text={apiKey} />
        </div>
        <p class="soft">
          {texts.use} <code>Authorization: Bearer …</code>
        </p>
        <Button type="button" wide onClick={onSaved}>
          {texts.done}
        </Button>
      </div>
    </Dialog>
  );
}
