import type { ComponentChildren } from "preact";
import { Time } from "./time.js";

/** Facts are short remarks in one line, which wraps where it must. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <ul class="facts soft">{children}</ul>;
}

/** Since says what happened at an instant, such as "Added 3 days ago". */
export function Since({ label, at }: { readonly label: string; readonly at: string }) {
  return (
    <li>
      {label} <Time at={at} />
    </li>
  );
}
