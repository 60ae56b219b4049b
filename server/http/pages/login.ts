/**
 * The sign-in page. The browser's script speaks to the API; where there is none, the same page posts plain forms here,
 * and they run the very routes of the API.
 */
import type { Context } from "koa";
import type {
  ErrorCode,
  HostedVerification,
  HostedVerified,
  Verification,
  Verified,
} from "../../../client/api-types.js";
import { afterPassword } from "../../../client/login/leave.js";
import {
  emptyLogin,
  finished,
  hostedStep,
  type LoginState,
  notRemembered,
  secondStep,
  startOver,
} from "../../../client/login/state.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import { authenticate } from "../authenticate.js";
import { checkOrigin } from "../authorize.js";
import { chooseLanguage } from "../language.js";
import { isOwnNavigation } from "../own-navigation.js";
import type { Route } from "../route.js";
import { callRoute } from "./call-route.js";
import { readForm } from "./form.js";
import { type LoginPost, nextPage, readLoginPost } from "./login-form.js";

/** What the sign-in page does with a request: a state to render, or a page to go to. */
export type LoginAnswer = { state: LoginState; status: number } | { goTo: string };

/** What the handlers need. */
export interface LoginDeps {
  deps: Deps;
  routes: readonly Route[];
}

/**
 * `GET /login`: the password, or with `?verification=` the second step that another application's page sent here. With
 * `&remembered`, where that page leads on to by itself without JavaScript, a remembered browser goes on.
 */
export async function openLogin(ctx: Context, { deps, routes }: LoginDeps): Promise<LoginAnswer> {
  const { verification: page, next, remembered } = ctx.query;
  const state = emptyLogin(nextPage(typeof next === "string" ? next : undefined));
  if (typeof page !== "string") return { state, status: 200 };
  try {
    const begun = await callRoute(ctx, deps, routes, "/api/v1/hosted/verification", { page });
    const opened = hostedStep(state, page, begun as HostedVerification);
    // A browser may load an address in advance, or another site have it loaded: that uses no token up.
    const goesOn = opened.step === "remembered" && remembered !== undefined && isOwnNavigation(ctx);
    return goesOn ? await recognise(ctx, { deps, routes }, opened, page) : { state: opened, status: 200 };
  } catch (error) {
    return refused({ ...state, hosted: { page, application: "" } }, error, ctx);
  }
}

/**
 * `POST /login`, by a plain form.
 * @throws LatchkeyError `forbidden` for a form that another site sent
 */
export async function postLogin(ctx: Context, login: LoginDeps): Promise<LoginAnswer> {
  checkOrigin(ctx, login.deps.publicUrl);
  const form = await readForm(ctx);
  const { post, state } = readLoginPost(form);
  try {
    if (post.kind === "language") chooseLanguage(ctx, post.tag);
    if (post.kind === "show" || post.kind === "language") return { state, status: 200 };
    if (post.kind === "password") return await begin(ctx, login, state, post);
    if (post.kind === "acknowledge") return await acknowledge(ctx, login, post);
    if (post.kind === "remembered") return await recognise(ctx, login, state, post.page);
    return await attempt(ctx, login, state, post);
  } catch (error) {
    return refused(state, error, ctx);
  }
}

async function begin(
  ctx: Context,
  { deps, routes }: LoginDeps,
  state: LoginState,
  { username, password }: Extract<LoginPost, { kind: "password" }>,
): Promise<LoginAnswer> {
  const answer = await callRoute(ctx, deps, routes, "/api/v1/session", { username, password });
  const begun = answer as Verification;
  const goTo = afterPassword(begun, state.next);
  return goTo === null ? { state: secondStep(state, begun), status: 200 } : { goTo };
}

async function attempt(
  ctx: Context,
  { deps, routes }: LoginDeps,
  state: LoginState,
  { factor, code, rememberDevice }: Extract<LoginPost, { kind: "code" }>,
): Promise<LoginAnswer> {
  const { hosted, verificationId } = state;
  const body = { factor, response: { code }, ...(rememberDevice ? { rememberDevice } : {}) };
  const answer = hosted
    ? await callRoute(ctx, deps, routes, "/api/v1/hosted/attempts", { page: hosted.page, ...body })
    : await callRoute(ctx, deps, routes, "/api/v1/session/attempts", { verificationId, ...body });
  const verified = answer as HostedVerified & Partial<Pick<Verified, "session">>;
  const next = finished(state, verified);
  if (next.step === "done" && !hosted) return { goTo: next.next };
  return { state: { ...next, csrfToken: verified.session?.csrfToken }, status: 200 };
}

/** A browser that is not remembered any more is asked for a factor, on the same page. */
async function recognise(
  ctx: Context,
  { deps, routes }: LoginDeps,
  state: LoginState,
  page: string,
): Promise<LoginAnswer> {
  try {
    const answer = await callRoute(ctx, deps, routes, "/api/v1/hosted/remembered", { page });
    return { state: finished(state, answer as HostedVerified), status: 200 };
  } catch (error) {
    if (!(error instanceof LatchkeyError) || error.code !== "verification_failed") throw error;
    return { state: notRemembered(state), status: error.status };
  }
}

async function acknowledge(
  ctx: Context,
  { deps, routes }: LoginDeps,
  { csrfToken, next }: Extract<LoginPost, { kind: "acknowledge" }>,
): Promise<LoginAnswer> {
  // A hosted page has no session to free; it goes back to where the person came from, by a link.
  if (csrfToken === undefined) return { state: { ...emptyLogin(next), step: "done" }, status: 200 };
  const principal = await authenticate(ctx, deps);
  if (principal.kind !== "person" || principal.session.csrfToken !== csrfToken) {
    throw new LatchkeyError("forbidden", "The page is out of date. Load it again.");
  }
  await callRoute(ctx, deps, routes, "/api/v1/session/recovery-key/acknowledge", {});
  return { goTo: nextPage(next) };
}

/** The page as it was, with the reason; a verification that is gone leads back to the password. */
function refused(state: LoginState, error: unknown, ctx: Context): LoginAnswer {
  if (!(error instanceof LatchkeyError) || error.status >= 500) throw error;
  const code: ErrorCode = error.code;
  if (error.retryAfterSeconds !== undefined) ctx.set("Retry-After", String(error.retryAfterSeconds));
  if (code === "not_found") return { state: startOver(state, code), status: 404 };
  return { state: { ...state, code, retryAfterSeconds: error.retryAfterSeconds }, status: error.status };
}
