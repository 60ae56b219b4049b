import { RecoveryKeyPanel } from "../enrol/recovery-key-panel.js";
import { useCommonTexts } from "../strings/common.js";
import { useProfileTexts } from "../strings/profile.js";
import { Dialog } from "../ui/dialog.js";

/** RecoveryKeyDialogProps: one key, or the set of codes where policy chose those. */
export interface RecoveryKeyDialogProps {
  readonly secrets: readonly string[];
  readonly username: string;
  readonly onSaved: () => void;
}

/** RecoveryKeyDialog shows a new recovery key the only time it is shown; it stays until the person has saved it. */
export function RecoveryKeyDialog({ secrets, username, onSaved }: RecoveryKeyDialogProps) {
  const { recovery } = useCommonTexts();
  const own = useProfileTexts().recovery;
  const several = secrets.length > 1;
  return (
    <Dialog title={several ? own.codes.shownTitle : own.key.shownTitle} onClose={null}>
      <p class="soft">{several ? recovery.leadCodes : recovery.lead}</p>
      <RecoveryKeyPanel secrets={secrets} username={username} onSaved={onSaved} />
    </Dialog>
  );
}
