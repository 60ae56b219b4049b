import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
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
  const titleRef = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    const heading = element?.closest("section")?.querySelector<HTMLElement>("h2[tabindex]");
    element?.showModal();
    // Without a field that takes the focus: the title, and not the button that closes it all again.
    if (document.activeElement?.closest(".dialog-head")) titleRef.current?.focus();
    return () => {
      element?.close();
      // The browser gives the focus back only for a dialog that is still in the page. What opened it may be gone,
      // such as the button of a revoked key: then its section is where to go on.
      const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
      if (isThere) opener.focus();
      else heading?.focus();
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
          <h2 id={id} ref={titleRef} tabIndex={-1}>
            {title}
          </h2>
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
