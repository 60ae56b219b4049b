import { z } from "zod";
import { type IssuedTicket, issueTicket, mayHaveTicket } from "../../access/tickets.js";
import type { Caller } from "../../audit/audit.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import type { Application } from "../../storage/storage.js";
import { type Begun, begin } from "../../verification/begin.js";
import { REMEMBERED_DEVICE, rememberDevice } from "../../verification/remembered-device.js";
import { verify } from "../../verification/verify.js";
import { applicationOf, assertRegistered } from "../application.js";
import { begunAnswer, begunView } from "../begun.js";
import { deviceView } from "../device-view.js";
import { assertSecondStep, attemptOf, gone, openVerification } from "../open-verification.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, username, userVerification, verificationContext, verifiedAnswer } from "../schemas.js";
import { decisionFor, welcomeUnknown } from "../unknown-users.js";

const beginRoute = defineRoute({
  method: "post",
  path: "/api/v1/verifications",
  summary: "Begin a verification: what the user needs, and the factors in fallback order",
  access: { scopes: ["verify"] },
  body: z.strictObject({
    username,
    context: verificationContext.optional(),
    userVerification: userVerification.optional(),
    redirectUri: z.string().max(2048).optional(),
    state: z.string().max(1024).optional(),
  }),
  responses: { 201: begunAnswer.extend({ url: z.string().optional(), ticket: z.string().optional() }) },
  errors: ["too_many_attempts"],
  async handle({ body, deps, principal, caller }) {
    const application = applicationOf(principal);
    assertRegistered(application, body.redirectUri);
    await welcomeUnknown(deps, caller(body.context), application, body.username);
    const begun = await begin(deps, {
      username: body.username,
      purpose: "login",
      application: application.id,
      // It may raise what policy asks for, never lower it.
      userVerification: body.userVerification === "required" ? "required" : "preferred",
      recovery: application.recovery || body.redirectUri !== undefined,
      redirectUri: body.redirectUri ?? null,
      state: body.state ?? null,
      sessionId: null,
      offer: decisionFor(application),
      deviceToken: body.context?.deviceToken,
      caller: caller(body.context),
    });
    const ticket = await ticketFor(deps, caller(body.context), application, begun, body.redirectUri);
    const url = body.redirectUri === undefined ? null : (ticket?.url ?? hostedPage(deps, begun));
    return {
      status: 201,
      body: {
        ...begunView(begun),
        ...(url === null ? {} : { url }),
        ...(ticket ? { ticket: ticket.ticket } : {}),
      },
    };
  },
});

const attempt = defineRoute({
  method: "post",
  path: "/api/v1/verifications/:verificationId/attempts",
  summary: "Attempt a verification with one factor",
  access: { scopes: ["verify"] },
  params: z.object({ verificationId: z.string() }),
  body: z.strictObject({
    factor: z.string().max(32),
    response: z.unknown(),
    rememberDevice: z.boolean().optional(),
  }),
  responses: { 200: verifiedAnswer },
  errors: ["verification_failed", "not_found", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    const application = applicationOf(principal);
    const verification = await openVerification(deps, params.verificationId, "login", application.id);
    assertSecondStep(deps, body.factor);
    if (deps.factors.get(body.factor)?.kind === "recovery" && !application.recovery) {
      throw new LatchkeyError("invalid_request", "Recovery keys are taken on Latchkey's own pages.");
    }
    const stated = { ip: verification.ip ?? undefined, userAgent: verification.userAgent ?? undefined };
    const verified = await verify(deps, {
      ...attemptOf(verification, body),
      caller: caller(stated),
    });
    if (!(await deps.storage.verifications.finish(verification.id))) throw gone();
    const device = body.rememberDevice ? await rememberDevice(deps, caller(stated), verified) : null;
    const { factor, credentialId, recovery } = verified;
    return {
      status: 200,
      body: { verified: true, factor, credentialId, ...recovery, ...deviceView(device) },
    };
  },
});

const exchange = defineRoute({
  method: "post",
  path: "/api/v1/verifications/exchange",
  summary: "Exchange the single-use code with which the hosted page returned",
  access: { scopes: ["verify"] },
  body: z.strictObject({ code: z.string().max(128), redirectUri: z.string().max(2048) }),
  responses: {
    200: z.strictObject({
      username: z.string(),
      verified: z.literal(true),
      factor: z
        .string()
        .describe("`remembered-device` where no factor was answered, as the browser is remembered."),
      amr: z
        .array(z.string())
        .describe("Authentication method references (RFC 8176); empty for a remembered browser."),
      authTime: isoDate.describe(
        "When a factor was answered; for a remembered browser that is when it was remembered.",
      ),
      state: z.string().nullable(),
    }),
  },
  async handle({ body, deps, principal }) {
    const code = deps.keys.digest("exchange-code", body.code);
    const done = await deps.storage.verifications.exchange(
      applicationOf(principal).id,
      code,
      body.redirectUri,
    );
    if (!done?.outcome) {
      throw new LatchkeyError(
        "invalid_request",
        "This code is used, expired, or of another application or redirect URI.",
      );
    }
    const { factor, at } = done.outcome;
    return {
      status: 200,
      body: {
        username: done.username,
        verified: true,
        factor,
        amr: amrOf(factor),
        authTime: at.toISOString(),
        state: done.state,
      },
    };
  },
});

/** Where the person is asked; null where there is nothing to ask, so that nobody is sent to a page without a way on. */
function hostedPage({ publicUrl }: Deps, { decision, verificationId }: Begun): string | null {
  return decision === "required" ? `${publicUrl}/login?verification=${verificationId}` : null;
}

/** Whoever must enrol first is led there at once, where the application may do that; others it can send by POST /tickets. */
async function ticketFor(
  deps: Deps,
  caller: Caller,
  application: Application,
  { decision, user }: Begun,
  redirectUri: string | undefined,
): Promise<IssuedTicket | null> {
  const mayEnrol = application.scopes.includes("enrol") || application.scopes.includes("users");
  if (decision !== "enrolment_required" || !mayEnrol || !mayHaveTicket(user)) return null;
  return issueTicket(deps, caller, application, user, { purpose: "enrol", redirectUri: redirectUri ?? null });
}

/** Authentication method references (RFC 8176 §2). */
function amrOf(factor: string): string[] {
  // Nothing was answered just now; whether that is enough is the application's to say.
  if (factor === REMEMBERED_DEVICE) return [];
  if (factor === "webauthn") return ["hwk", "mfa"];
  // RFC 8176 has no word for what somebody else vouches for.
  if (factor === "bypass-code") return ["mfa"];
  return factor === "recovery-key" ? ["kba", "mfa"] : ["otp", "mfa"];
}

export const verificationRoutes: readonly Route[] = [beginRoute, attempt, exchange];
