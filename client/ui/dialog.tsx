import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";

/** DialogProps: render it to open it, remove it to close it. `onClose` is called by Escape and the close button. */
export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Dialog is the browser's own modal dialog, which keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const texts = useCommonTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    // Removing an open dialog does not give the focus back by itself.
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="stack-loose">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <Button look="quiet" onClick={onClose}>
            {texts.close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
