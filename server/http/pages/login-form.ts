import type { Factor, OfferedFactor } from "../../../client/api-types.js";
import { BYPASS, emptyLogin, type LoginState, ordered } from "../../../client/login/state.js";
import { readAnswer } from "../../../client/ui/code-kinds.js";

/** What a post of the sign-in page asks for. */
export type LoginPost =
  | { kind: "password"; username: string; password: string }
  | { kind: "show" }
  | { kind: "language"; tag: string }
  | { kind: "code"; factor: Factor; code: string; rememberDevice: boolean }
  | { kind: "remembered"; page: string }
  | { kind: "acknowledge"; csrfToken: string | undefined; next: string };

/** Pages of ours that a sign-in may go on to; anything else in the form leads to the profile. */
const PAGES: readonly string[] = ["/profile", "/admin"];

const FACTORS: readonly Factor[] = ["totp", "hotp", "webauthn", "yubico-otp", "recovery-key"];

/** A page below one of them, perhaps with a search: no empty segment, no backslash, nothing that a browser would take for another host. */
const BELOW = /^(\/[\w.~%:-]+)+(\?[\w.~%:=&+*-]*)?$/;

/** The page to go on to, from a query or a form; one of ours, whatever was asked for. */
export function nextPage(asked = ""): string {
  const isOurs = PAGES.some((page) => page === asked || (asked.startsWith(`${page}/`) && BELOW.test(asked)));
  return isOurs ? asked : "/profile";
}

/** Reads a post: what it asks for, and the state of the page that it came from. */
export function readLoginPost(form: ReadonlyMap<string, string>): { post: LoginPost; state: LoginState } {
  const state = stateOf(form);
  return { post: postOf(form, state), state };
}

function postOf(form: ReadonlyMap<string, string>, state: LoginState): LoginPost {
  const tag = form.get("lang");
  if (tag !== undefined) return { kind: "language", tag };
  if (form.has("acknowledge"))
    return { kind: "acknowledge", csrfToken: form.get("csrf"), next: form.get("next") ?? "" };
  if (state.step === "password") {
    return { kind: "password", username: state.username, password: form.get("password") ?? "" };
  }
  if (form.has("remembered") && state.hosted) return { kind: "remembered", page: state.hosted.page };
  if (form.has("show") || !state.factor) return { kind: "show" };
  const typed = form.get("code") ?? "";
  const offered: readonly Factor[] = [...state.factors.map((one) => one.factor), BYPASS];
  const answer = state.factor === "webauthn" ? null : readAnswer(typed, state.factor, offered);
  // What has not the shape of a code goes on as typed: the route refuses it, uncounted.
  const { factor, code } = answer ?? { factor: state.factor, code: typed };
  return { kind: "code", factor, code, rememberDevice: form.has("rememberDevice") };
}

function stateOf(form: ReadonlyMap<string, string>): LoginState {
  const username = (form.get("username") ?? "").trim();
  const page = form.get("page");
  const verificationId = form.get("verification");
  const empty = { ...emptyLogin(nextPage(form.get("next"))), username };
  if (page === undefined && verificationId === undefined) return empty;
  const factors = offeredIn(form.get("factors") ?? "");
  const shown = form.get("show") ?? form.get("factor");
  return {
    ...empty,
    step: "factor",
    factors,
    factor:
      shown === BYPASS ? BYPASS : (factors.find(({ factor }) => factor === shown) ?? factors[0])?.factor,
    verificationId,
    hosted: page === undefined ? undefined : { page, application: form.get("application") ?? "" },
    mayRemember: form.has("mayRemember"),
  };
}

/** In the order of the form, which the service wrote; names it never writes are dropped. */
function offeredIn(list: string): readonly OfferedFactor[] {
  const named = list.split(" ");
  const known = FACTORS.filter((factor) => named.includes(factor));
  known.sort((a, b) => named.indexOf(a) - named.indexOf(b));
  return ordered(known.map((factor) => ({ factor })));
}
