import { useAdminTexts } from "../strings/admin.js";
import { useCommonTexts } from "../strings/common.js";
import { Button } from "../ui/button.js";
import { CopyButton } from "../ui/copy-button.js";
import { Dialog } from "../ui/dialog.js";

/** BreakGlassCodeDialogProps: `onSaved` is called once the person says that the code is saved. */
export interface BreakGlassCodeDialogProps {
  readonly code: string;
  readonly username: string;
  readonly onSaved: () => void;
}

/** BreakGlassCodeDialog shows a new break-glass code the only time it is shown, to be printed. */
export function BreakGlassCodeDialog({ code, username, onSaved }: BreakGlassCodeDialogProps) {
  const texts = useAdminTexts().breakGlass;
  const common = useCommonTexts();
  return (
    <Dialog title={texts.shown} onClose={null}>
      <div class="recovery stack">
        <p class="print-only">{texts.printed(username, location.host)}</p>
        <code class="secret" translate={false}>
          {code}
        </code>
        <div class="row no-print">
          <Button look="secondary" onClick={() => window.print()}>
            {common.print}
          </Button>
          <CopyButton text={code} />
        </div>
        <p class="soft">{texts.advice}</p>
        <div class="no-print">
          <Button type="button" wide onClick={onSaved}>
            {texts.saved}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
