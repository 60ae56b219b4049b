import { z } from "zod";
import { ELEVATION_USER_VERIFICATION, elevationFactors } from "../../access/elevation.js";
import { OWN_PAGES } from "../../access/own-pages.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import type { Session, Verification } from "../../storage/storage.js";
import { begin } from "../../verification/begin.js";
import { showsNewSecret } from "../../verification/issue-recovery.js";
import { verify } from "../../verification/verify.js";
import { gone, openVerification } from "../open-verification.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, offeredFactors, verifiedAnswer } from "../schemas.js";
import { sessionAnswer, sessionView } from "../session-view.js";
import { personOf } from "./session.js";

const access = { person: { own: true, enrolling: true } } as const;

const options = defineRoute({
  method: "post",
  path: "/api/v1/session/elevation/options",
  summary: "What would unlock the settings: the password only while nothing is enrolled",
  access,
  body: z.strictObject({}),
  responses: {
    200: z.strictObject({ verificationId: z.string(), factors: offeredFactors, expiresAt: isoDate }),
  },
  errors: ["too_many_attempts"],
  async handle({ deps, principal, caller }) {
    const { user, session } = personOf(principal);
    const policy = await deps.policy.current();
    const begun = await begin(deps, {
      username: user.username,
      purpose: "elevation",
      application: OWN_PAGES,
      userVerification: ELEVATION_USER_VERIFICATION,
      recovery: true,
      redirectUri: null,
      state: null,
      sessionId: session.id,
      offer: (who) => ({ decision: "required", factors: elevationFactors(policy, who, deps.factors) }),
      caller: caller(),
    });
    const { verificationId, factors, expiresAt } = begun;
    return { status: 200, body: { verificationId, factors, expiresAt: expiresAt.toISOString() } };
  },
});

const elevate = defineRoute({
  method: "post",
  path: "/api/v1/session/elevation",
  summary: "Unlock the settings for ten minutes; the session gets a new id and the old cookie is dead",
  access,
  body: z.strictObject({
    factor: z.string().max(32),
    response: z.unknown(),
    verificationId: z.string().max(128).optional(),
  }),
  responses: { 200: verifiedAnswer.extend({ session: sessionAnswer }) },
  errors: ["verification_failed", "not_found", "too_many_attempts"],
  async handle({ body, deps, principal, caller }) {
    const { user, session } = personOf(principal);
    if (!elevationFactors(await deps.policy.current(), user, deps.factors).includes(body.factor)) {
      throw new LatchkeyError("invalid_request", "This factor is not offered here.");
    }
    const verification = await challengeOf(deps, session, body);
    const verified = await verify(deps, {
      username: user.username,
      purpose: "elevation",
      factors: [body.factor],
      response: body.response,
      ...(verification
        ? {
            verification: {
              id: verification.id,
              requireUserVerification: verification.userVerification === "required",
            },
          }
        : {}),
      caller: caller(),
    });
    if (verification) await deps.storage.verifications.finish(verification.id);
    const kind = deps.factors.get(verified.factor)?.kind;
    const issued = await deps.sessions.elevate(
      session,
      verified.factor,
      showsNewSecret(verified.recovery) ? "recovery" : kind === "password" ? session.kind : "full",
    );
    // Ended, or elevated under another id by a parallel request, while this one was verified.
    if (!issued) throw new LatchkeyError("unauthenticated", "This session has ended. Sign in again.");
    const { factor, credentialId, recovery } = verified;
    const view = sessionView(issued.session, verified.user, deps.factors, verified.at);
    return {
      status: 200,
      body: { verified: true, factor, credentialId, ...recovery, session: view },
      session: { token: issued.token },
    };
  },
});

/**
 * The verification that holds the challenge of this very session; null for a factor that answers to none.
 * @throws LatchkeyError `invalid_request` where it is not named, `not_found` where it is not this session's; uncounted
 */
async function challengeOf(
  deps: Deps,
  session: Session,
  { factor, verificationId }: { factor: string; verificationId?: string | undefined },
): Promise<Verification | null> {
  if (!deps.factors.get(factor)?.challenge) return null;
  if (verificationId === undefined) {
    throw new LatchkeyError("invalid_request", "body.verificationId: This factor answers to a challenge.");
  }
  const verification = await openVerification(deps, verificationId, "elevation");
  if (verification.sessionId !== session.id) throw gone();
  return verification;
}

export const elevationRoutes: readonly Route[] = [options, elevate];
