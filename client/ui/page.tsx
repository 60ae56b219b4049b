import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { LanguageSwitch } from "./language-switch.js";

/** BrandMark is the key of the product's name; decoration next to its name. */
function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.6" aria-hidden="true">
      <circle cx="11" cy="16" r="6.7" />
      <path d="M17.7 16H29M25 16v5M20.9 16v3.6" stroke-linecap="round" />
      <circle cx="9.2" cy="16" r="1.5" fill="currentColor" stroke="none" />
    </svg>
  );
}

/**
 * PageProps: `centred` is the narrow page with one card; `actions` stand at the end of the header; `form` is the id of
 * the page's form, where the switch of the language posts it without JavaScript, and null where that would lose something.
 */
export interface PageProps {
  readonly children: ComponentChildren;
  readonly centred?: boolean;
  readonly actions?: ComponentChildren;
  readonly form?: string | null | undefined;
}

/** Page is the frame around every page: skip link, header with the brand, main, and the languages. */
export function Page({ children, centred, actions, form }: PageProps) {
  const texts = useCommonTexts();
  return (
    <div class={centred ? "frame frame-centred" : "frame"}>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <header class="frame-header">
        <span class="brand">
          <BrandMark />
          {texts.product}
        </span>
        {actions}
      </header>
      <main class="frame-main" id="main" tabIndex={-1}>
        {children}
      </main>
      {/* After the page's own form: Enter in a field presses the first button of its form. */}
      <footer class={form === null ? "frame-footer needs-script" : "frame-footer"}>
        <LanguageSwitch form={form ?? undefined} />
      </footer>
    </div>
  );
}

/** Card is a raised sheet. */
export function Card({ children }: { readonly children: ComponentChildren }) {
  return <div class="card stack-loose">{children}</div>;
}

/** HeadingProps: `quietAtFirst` leaves the focus alone when the heading is part of the page as loaded. */
export interface HeadingProps {
  readonly children: ComponentChildren;
  readonly quietAtFirst?: boolean;
}

/**
 * StepHeading is the heading of a step. When the step appears it takes the focus, unless a field of the step
 * has taken it, so that a screen reader says where one is now.
 */
export function StepHeading({ children, quietAtFirst }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (quietAtFirst) return;
    const focused = document.activeElement;
    const card = heading.current?.closest(".card, dialog, main");
    if (focused instanceof HTMLInputElement && card?.contains(focused)) return;
    heading.current?.focus();
  }, [quietAtFirst]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
