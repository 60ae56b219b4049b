import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";

/**
 * DialogProps: render it to open it, remove it to close it. `onClose` is called by Escape and the close button;
 * a dialog without it stays until what it asks for is done.
 */
export interface DialogProps {
  readonly title: string;
  readonly onClose: (() => void) | null;
  readonly children: ComponentChildren;
}

/** Dialog is the browser's own modal dialog, which keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const texts = useCommonTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      // Closing gives the focus back to where it was; a removed dialog that is still open would not.
      element?.close();
      if (document.activeElement !== document.body) return;
      // What opened it is gone, a revoked key's button for example.
      element?.closest("section")?.querySelector<HTMLElement>("h2[tabindex]")?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={(event) => {
        // Browsers let a second Escape pass however the first was answered.
        if (!event.currentTarget.isConnected) return;
        if (onClose) onClose();
        else event.currentTarget.showModal();
      }}
    >
      <div class="stack-loose">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          {onClose && (
            <Button look="quiet" onClick={onClose}>
              {texts.close}
            </Button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}
