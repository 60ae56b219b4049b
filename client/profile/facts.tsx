import type { ComponentChildren } from "preact";
import { useProfileTexts } from "../strings/profile.js";
import { Time } from "../ui/time.js";

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

/** LastUsed says when an authenticator was last used, or that it never was. */
export function LastUsed({ at }: { readonly at: string | null }) {
  const texts = useProfileTexts();
  return at === null ? <li>{texts.neverUsed}</li> : <Since label={texts.lastUsed} at={at} />;
}

/** Suspended marks an authenticator that is stopped for now. */
export function Suspended({ state }: { readonly state: string }) {
  const texts = useProfileTexts();
  return state === "suspended" ? <span class="badge badge-warning">{texts.suspended}</span> : null;
}
