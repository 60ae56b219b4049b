import { useState } from "preact/hooks";
import { createKey } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { useCommonTexts } from "../../strings/common.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Outcome } from "../../ui/outcome.js";
import { Select } from "../../ui/select.js";
import { useAction } from "../../ui/use-action.js";
import { type Lifetime, LifetimeSelect, lifetimeOf } from "./lifetime-select.js";

/** RotateDialogProps: `onDone` gets the new key. */
export interface RotateDialogProps {
  readonly applicationId: string;
  readonly onDone: (apiKey: string) => void;
  readonly onClose: () => void;
}

/** Seconds that the other keys go on; "" until they are revoked. */
const overlaps = ["", "3600", "86400", "604800", "0"] as const;

/** RotateDialog makes a new key, and says when the others end. */
export function RotateDialog({ applicationId, onDone, onClose }: RotateDialogProps) {
  const common = useCommonTexts();
  const texts = useApplicationTexts();
  const action = useAction();
  const [lifetime, setLifetime] = useState<Lifetime>("");
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>("86400");
  const submit = (event: Event) => {
    event.preventDefault();
    const others = overlap === "" ? {} : { overlapSeconds: Number(overlap) };
    action.run(async () => {
      const { apiKey } = await createKey(applicationId, { ...lifetimeOf(lifetime), ...others });
      onDone(apiKey);
    });
  };
  return (
    <Dialog title={texts.keys.rotateTitle} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <p class="soft">{texts.keys.rotateLead}</p>
        <Outcome action={action} own={{ conflict: texts.keys.full }} />
        <LifetimeSelect value={lifetime} onValue={setLifetime} />
        <Select
          label={texts.overlap.label}
          name="overlap"
          value={overlap}
          options={overlaps.map((one) => [one, texts.overlap.options[one]])}
          onValue={setOverlap}
        />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button busy={action.busy}>{texts.keys.rotateSubmit}</Button>
        </div>
      </form>
    </Dialog>
  );
}
