import type { ComponentChildren } from "preact";
import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Outcome } from "./outcome.js";
import { useAction } from "./use-action.js";

/** ConfirmDialogProps: `onConfirm` does it and closes the dialog; what it throws is told here. */
export interface ConfirmDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly children: ComponentChildren;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
  readonly own?: Readonly<Record<string, string>>;
  readonly danger?: boolean;
}

/** ConfirmDialog asks before something that cannot be taken back, and says what will happen. */
export function ConfirmDialog({
  title,
  submit,
  children,
  onConfirm,
  onClose,
  own,
  danger = true,
}: ConfirmDialogProps) {
  const common = useCommonTexts();
  const action = useAction();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          action.run(onConfirm);
        }}
      >
        {children}
        <Outcome action={action} {...(own ? { own } : {})} />
        <div class="row row-ends">
          <Button look="secondary" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            look={danger ? "danger" : "primary"}
            busy={action.busy}
            disabled={action.block !== null}
          >
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
