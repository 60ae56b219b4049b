import { z } from "zod";
import type { Deps } from "../../deps.js";
import { LatchkeyError, notFound } from "../../errors.js";
import type { Application, Verification } from "../../storage/storage.js";
import { begin } from "../../verification/begin.js";
import { verify } from "../../verification/verify.js";
import type { Principal } from "../principal.js";
import { defineRoute, type Route } from "../route.js";
import {
  isoDate,
  offeredFactors,
  username,
  userVerification,
  verificationContext,
  verifiedAnswer,
} from "../schemas.js";

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
  responses: {
    201: z.strictObject({
      verificationId: z.string(),
      decision: z.enum(["required", "skipped", "enrolment_required"]),
      reason: z.string().optional(),
      factors: offeredFactors,
      url: z.string().optional(),
      ticket: z.string().optional(),
      retryAfterSeconds: z.int().optional(),
      expiresAt: isoDate,
    }),
  },
  errors: ["too_many_attempts"],
  async handle({ body, deps, principal, caller }) {
    const application = applicationOf(principal);
    assertRegistered(application, body.redirectUri);
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
      caller: caller(body.context),
    });
    return {
      status: 201,
      body: {
        verificationId: begun.verificationId,
        decision: begun.decision,
        ...(begun.reason === null ? {} : { reason: begun.reason }),
        factors: begun.factors,
        ...(body.redirectUri === undefined
          ? {}
          : { url: `${deps.publicUrl}/login?verification=${begun.verificationId}` }),
        ...(begun.retryAfterSeconds === null ? {} : { retryAfterSeconds: begun.retryAfterSeconds }),
        expiresAt: begun.expiresAt.toISOString(),
      },
    };
  },
});

const attempt = defineRoute({
  method: "post",
  path: "/api/v1/verifications/:verificationId/attempts",
  summary: "Attempt a verification with one factor",
  access: { scopes: ["verify"] },
  params: z.object({ verificationId: z.string().max(128) }),
  body: z.strictObject({
    factor: z.string().max(32),
    response: z.unknown(),
    rememberDevice: z.boolean().optional(),
  }),
  responses: { 200: verifiedAnswer },
  errors: ["verification_failed", "not_found", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    const application = applicationOf(principal);
    const verification = await openVerification(deps, params.verificationId);
    if (verification.application !== application.id) throw gone();
    if (deps.factors.get(body.factor)?.kind === "recovery" && !application.recovery) {
      throw new LatchkeyError("invalid_request", "Recovery keys are taken on Latchkey's own pages.");
    }
    const stated = { ip: verification.ip ?? undefined, userAgent: verification.userAgent ?? undefined };
    const { factor, credentialId, recoveryKey } = await verify(deps, {
      username: verification.username,
      purpose: "login",
      factors: [body.factor],
      response: body.response,
      verification: {
        id: verification.id,
        requireUserVerification: verification.userVerification === "required",
      },
      caller: caller(stated),
    });
    if (!(await deps.storage.verifications.finish(verification.id))) throw gone();
    return {
      status: 200,
      body: { verified: true, factor, credentialId, ...(recoveryKey ? { recoveryKey } : {}) },
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
      factor: z.string(),
      amr: z.array(z.string()),
      authTime: isoDate,
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

/** @throws LatchkeyError `not_found` for one that is unknown, finished or expired */
async function openVerification(deps: Deps, verificationId: string): Promise<Verification> {
  const verification = await deps.storage.verifications.read(
    deps.keys.digest("verification", verificationId),
  );
  if (verification?.purpose !== "login") throw gone();
  return verification;
}

function gone(): LatchkeyError {
  return notFound("This verification is unknown, finished or expired. Begin a new one.");
}

/** The access rules let only applications come here. */
function applicationOf(principal: Principal): Application {
  if (principal.kind !== "application")
    throw new LatchkeyError("forbidden", "This is for applications with an API key.");
  return principal.application;
}

function assertRegistered({ redirectUris }: Application, redirectUri: string | undefined): void {
  if (redirectUri === undefined || redirectUris.includes(redirectUri)) return;
  throw new LatchkeyError("invalid_request", "This redirect URI is not registered for the application.");
}

/** Authentication method references (RFC 8176 §2). */
function amrOf(factor: string): string[] {
  if (factor === "webauthn") return ["hwk", "mfa"];
  return factor === "recovery-key" ? ["kba", "mfa"] : ["otp", "mfa"];
}

export const verificationRoutes: readonly Route[] = [beginRoute, attempt, exchange];
