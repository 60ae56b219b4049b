import type { Verification } from "../api-types.js";

/** onboarding is the page for people who must enrol something before they go on. */
const onboarding = "/profile#onboarding";

/** isPlace says whether a page may go there: one of our own paths, or an http(s) address; never a script. */
export function isPlace(to: string): boolean {
  // Browsers take a backslash for a slash (URL Standard, special schemes).
  return /^(https?:\/\/|\/(?![/\\]))/.test(to);
}

/** leave goes to a page of ours or back to an application; nowhere if it is not a place to go to. */
export function leave(to: string): void {
  if (isPlace(to)) location.assign(to);
}

/** afterPassword says where a sign-in goes that needs no second step; null where it needs one. */
export function afterPassword(begun: Pick<Verification, "decision">, next: string): string | null {
  if (begun.decision === "enrolment_required") return onboarding;
  return begun.decision === "skipped" ? next : null;
}
