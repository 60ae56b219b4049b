import { useProfileTexts } from "../strings/profile.js";
import { Since } from "../ui/facts.js";

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
