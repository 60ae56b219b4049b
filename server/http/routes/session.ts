import { z } from "zod";
import { OWN_PAGES } from "../../access/own-pages.js";
import type { SessionStart } from "../../access/sessions.js";
import type { Caller } from "../../audit/audit.js";
import { userFact } from "../../audit/user-fact.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import { isBypass } from "../../factors/credentials.js";
import { begin } from "../../verification/begin.js";
import { checkPassword } from "../../verification/first-factor.js";
import { showsNewSecret } from "../../verification/issue-recovery.js";
import { offerAgain } from "../../verification/offer-again.js";
import { rememberDevice } from "../../verification/remembered-device.js";
import { type Verified, verify } from "../../verification/verify.js";
import { begunAnswer, begunView } from "../begun.js";
import { deviceCookie, setDeviceCookie } from "../cookies.js";
import { deviceView } from "../device-view.js";
import { keepingLanguage } from "../language.js";
import { assertSecondStep, attemptOf, gone, openVerification } from "../open-verification.js";
import type { Principal } from "../principal.js";
import { defineRoute, type Reply, type Route } from "../route.js";
import { isoDate, offeredFactors, username, verifiedAnswer } from "../schemas.js";
import { sessionAnswer, sessionView } from "../session-view.js";
import { visitor } from "../visitor.js";

/** A sign-in that is done. */
export const signedInAnswer = verifiedAnswer.extend({ session: sessionAnswer });

const signIn = defineRoute({
  method: "post",
  path: "/api/v1/session",
  summary: "Sign in with user name and password; answers with the second step that is needed",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({
    username,
    password: z.string().min(1).max(1024),
    deviceToken: z.string().max(256).optional(),
  }),
  responses: {
    201: begunAnswer.extend({ session: sessionAnswer.optional(), tokenMessage: z.string().optional() }),
  },
  errors: ["unauthenticated", "forbidden", "too_many_attempts"],
  async handle({ body, deps, ctx, principal }) {
    const caller = visitor(ctx, deps);
    const user = await checkPassword(deps, { ...body, caller });
    const begun = await begin(deps, {
      username: user.username,
      purpose: "session",
      application: OWN_PAGES,
      userVerification: "preferred",
      recovery: true,
      redirectUri: null,
      state: null,
      sessionId: null,
      deviceToken: body.deviceToken ?? deviceCookie(ctx) ?? undefined,
      caller,
    });
    if (begun.device) setDeviceCookie(ctx, begun.device);
    if (begun.decision === "required") {
      const { tokenMessage } = begun;
      return {
        status: 201,
        body: { ...begunView(begun), ...(tokenMessage === null ? {} : { tokenMessage }) },
      };
    }
    // Whoever can only enrol was asked for the password just now, which is what elevates while there is no factor.
    const mustEnrol = begun.decision === "enrolment_required";
    const issued = await startSession(deps, principal, caller, {
      user: begun.user,
      kind: mustEnrol ? "enrol" : "full",
      factor: null,
      elevated: mustEnrol,
    });
    return { ...issued, status: 201, body: { ...begunView(begun), ...issued.body } };
  },
});

const attempt = defineRoute({
  method: "post",
  path: "/api/v1/session/attempts",
  summary: "Answer the second step of a sign-in",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({
    verificationId: z.string().max(128),
    factor: z.string().max(32),
    response: z.unknown(),
    rememberDevice: z.boolean().optional(),
  }),
  responses: { 200: signedInAnswer },
  errors: ["verification_failed", "forbidden", "not_found", "too_many_attempts"],
  async handle({ body, deps, ctx, principal }) {
    const caller = visitor(ctx, deps);
    const verification = await openVerification(deps, body.verificationId, "session");
    assertSecondStep(deps, body.factor);
    const verified = await verify(deps, {
      ...attemptOf(verification, body),
      allowsEmergency: true,
      onMatch: keepingLanguage(ctx),
      caller,
    });
    if (!(await deps.storage.verifications.finish(verification.id))) throw gone();
    const mayRemember = deps.factors.get(verified.factor)?.kind !== "emergency";
    const device = body.rememberDevice && mayRemember ? await rememberDevice(deps, caller, verified) : null;
    if (device) setDeviceCookie(ctx, device);
    const reply = await signedIn(deps, principal, caller, verified);
    return { ...reply, body: { ...(reply.body as object), ...deviceView(device) } };
  },
});

const optionsAgain = defineRoute({
  method: "post",
  path: "/api/v1/session/options",
  summary: "What a second step that was begun offers now, with the options for another tap",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ verificationId: z.string().max(128) }),
  responses: {
    200: z.strictObject({
      verificationId: z.string(),
      factors: offeredFactors,
      retryAfterSeconds: z.int().optional(),
      expiresAt: isoDate,
    }),
  },
  errors: ["forbidden", "not_found"],
  async handle({ body, deps, ctx }) {
    visitor(ctx, deps);
    const { verificationId } = body;
    const verification = await openVerification(deps, verificationId, "session");
    const offered = await offerAgain(deps, verification);
    if (!offered) throw gone();
    const { factors, retryAfterSeconds } = offered;
    const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds };
    const expiresAt = verification.expiresAt.toISOString();
    return { status: 200, body: { verificationId, factors, ...wait, expiresAt } };
  },
});

const read = defineRoute({
  method: "get",
  path: "/api/v1/session",
  summary: "The session of this browser",
  access: { person: { own: true, enrolling: true, unacknowledged: true } },
  responses: { 200: z.strictObject({ session: sessionAnswer }) },
  async handle({ principal, deps }) {
    const { session, user, now } = personOf(principal);
    return { status: 200, body: { session: sessionView(session, user, deps.factors, now) } };
  },
});

const end = defineRoute({
  method: "delete",
  path: "/api/v1/session",
  summary: "Sign out; the session ends on the server too",
  access: { person: { own: true, enrolling: true, unacknowledged: true } },
  responses: { 204: null },
  async handle({ principal, deps, caller }) {
    const { session, user, now } = personOf(principal);
    await deps.storage.sessions.end(session.id);
    const detail = { session: session.publicId };
    await deps.audit.record(caller(), { ...userFact("session.end", user, now), detail });
    return { status: 204, session: "end" };
  },
});

const acknowledge = defineRoute({
  method: "post",
  path: "/api/v1/session/recovery-key/acknowledge",
  summary: "Say that the new recovery key was written down; until then the session can do nothing else",
  access: { person: { own: true, enrolling: true, unacknowledged: true } },
  responses: { 204: null },
  async handle({ principal, deps, caller }) {
    const { session, user, now } = personOf(principal);
    await deps.storage.sessions.acknowledge(session.id);
    await deps.audit.record(caller(), userFact("recovery_key.acknowledge", user, now));
    return { status: 204 };
  },
});

/** Answers a sign-in whose second step was verified: a session under a fresh id, elevated unless by a bypass code. */
export async function signedIn(
  deps: Deps,
  principal: Principal,
  caller: Caller,
  { user, factor, credentialId, at, recovery }: Verified,
): Promise<Reply> {
  const kind = showsNewSecret(recovery) ? "recovery" : "full";
  const elevated = !isBypass(factor, deps.factors);
  const mostSeconds = secondsOfEmergency(deps, factor, at);
  const issued = await startSession(deps, principal, caller, { user, kind, factor, elevated, mostSeconds });
  const verified = { verified: true, factor, credentialId, ...recovery };
  return { ...issued, status: 200, body: { ...verified, ...issued.body } };
}

/** A session that a break-glass code began ends with the emergency. */
function secondsOfEmergency({ factors, breakGlassUntil }: Deps, factor: string, at: Date): number | null {
  if (breakGlassUntil === null || factors.get(factor)?.kind !== "emergency") return null;
  return Math.ceil((breakGlassUntil.getTime() - at.getTime()) / 1000);
}

/** Begins a session under a fresh id. The one that this browser had until now, if any, ends: its cookie is overwritten. */
export async function startSession(
  deps: Deps,
  principal: Principal,
  { ip, userAgent }: Caller,
  start: Pick<SessionStart, "user" | "kind" | "factor" | "elevated"> & { mostSeconds?: number | null },
): Promise<{ body: { session: ReturnType<typeof sessionView> }; session: { token: string } }> {
  if (principal.kind === "person") await deps.storage.sessions.end(principal.session.id);
  const { session, token } = await deps.sessions.begin({ mostSeconds: null, ...start, ip, userAgent });
  return { body: { session: sessionView(session, start.user, deps.factors) }, session: { token } };
}

/** The access rules let only people come here. */
export function personOf(principal: Principal): Extract<Principal, { kind: "person" }> {
  if (principal.kind !== "person") throw new LatchkeyError("unauthenticated", "Sign in first.");
  return principal;
}

export const sessionRoutes: readonly Route[] = [signIn, attempt, optionsAgain, read, end, acknowledge];
