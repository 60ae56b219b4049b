import { changeSecondFactors, type Whom } from "../../api-bulk.js";
import type { SecondFactorAction } from "../../api-bulk-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { BulkDialog } from "./bulk-dialog.js";

/** SecondFactorDialogProps: `name` is whom it is done to, in words; it has to be typed where factors end. */
export interface SecondFactorDialogProps {
  readonly whom: Whom;
  readonly name: string;
  readonly action: SecondFactorAction;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** SecondFactorDialog requires, releases, disables or resets the second factors of users or of a group. */
export function SecondFactorDialog({ whom, name, action, onDone, onClose }: SecondFactorDialogProps) {
  const texts = useBulkTexts().secondFactor[action];
  const ends = action === "disable" || action === "reset";
  return (
    <BulkDialog
      title={texts.title(name)}
      lead={texts.lead}
      submit={texts.submit}
      word={ends ? name : null}
      danger={ends}
      look={() => changeSecondFactors(whom, action, true)}
      run={() => changeSecondFactors(whom, action, false)}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
