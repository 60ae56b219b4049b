import { useProfileTexts } from "../strings/profile.js";
import { useDateTime } from "../ui/time.js";
import { useProfile } from "./profile-context.js";

/** GraceNote says to an enforced person without a second factor for how long they can still put it off. */
export function GraceNote() {
  const texts = useProfileTexts().grace;
  const { enforced, grace } = useProfile().rules;
  if (!enforced) return null;
  if (grace === null) return <p>{texts.over}</p>;
  return "until" in grace ? <Until at={grace.until} /> : <p>{texts.logins(grace.logins)}</p>;
}

function Until({ at }: { readonly at: string }) {
  return <p>{useProfileTexts().grace.until(useDateTime(at))}</p>;
}
