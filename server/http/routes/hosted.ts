import { z } from "zod";
import type { Deps } from "../../deps.js";
import { newSecret } from "../../secrets.js";
import type { Verification } from "../../storage/storage.js";
import { offerAgain } from "../../verification/offer-again.js";
import { verify } from "../../verification/verify.js";
import { keepingLanguage } from "../language.js";
import { assertSecondStep, attemptOf, gone, openVerification } from "../open-verification.js";
import { returnTo } from "../return-to.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, offeredFactors, verifiedAnswer } from "../schemas.js";
import { visitor } from "../visitor.js";

const CODE_SECONDS = 60;
/** Whoever used a recovery key writes the new one down before the page goes on; of codes it says how many are left. */
const CODE_SECONDS_AFTER_RECOVERY = 600;

/** The bearer id of the verification, as it is in the page's address. */
const page = z.string().max(128);

const begin = defineRoute({
  method: "post",
  path: "/api/v1/hosted/verification",
  summary: "What the hosted page shows: for whom, for which application, and the factors",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ page }),
  responses: {
    200: z.strictObject({
      username: z.string(),
      application: z.string(),
      factors: offeredFactors,
      tokenMessage: z.string().optional(),
      retryAfterSeconds: z.int().optional(),
      expiresAt: isoDate,
    }),
  },
  errors: ["forbidden", "not_found"],
  async handle({ body, deps, ctx }) {
    visitor(ctx, deps);
    const { verification, application } = await hostedVerification(deps, body.page);
    const offered = await offerAgain(deps, verification);
    if (!offered) throw gone();
    const { factors, tokenMessage, retryAfterSeconds } = offered;
    return {
      status: 200,
      body: {
        // As the application wrote it: what Latchkey knows of the name would tell whether it knows it.
        username: verification.username,
        application,
        factors,
        ...(tokenMessage === null ? {} : { tokenMessage }),
        ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
        expiresAt: verification.expiresAt.toISOString(),
      },
    };
  },
});

const attempt = defineRoute({
  method: "post",
  path: "/api/v1/hosted/attempts",
  summary: "Attempt a verification on the hosted page; success leads back with a single-use code",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({
    page,
    factor: z.string().max(32),
    response: z.unknown(),
    rememberDevice: z.boolean().optional(),
  }),
  responses: {
    200: verifiedAnswer
      .omit({ credentialId: true, deviceToken: true, deviceTokenExpiresAt: true })
      .extend({ returnTo: z.string() }),
  },
  errors: ["verification_failed", "forbidden", "not_found", "too_many_attempts"],
  async handle({ body, deps, ctx }) {
    const caller = visitor(ctx, deps);
    const { verification, redirectUri } = await hostedVerification(deps, body.page);
    assertSecondStep(deps, body.factor);
    const { factor, recovery } = await verify(deps, {
      ...attemptOf(verification, body),
      onMatch: keepingLanguage(ctx),
      caller: { ...caller, application: verification.application },
    });
    const code = newSecret();
    const finished = await deps.storage.verifications.finishWithCode(verification.id, {
      factor,
      code: deps.keys.digest("exchange-code", code),
      ttlSeconds: Object.keys(recovery).length > 0 ? CODE_SECONDS_AFTER_RECOVERY : CODE_SECONDS,
    });
    if (!finished) throw gone();
    return {
      status: 200,
      body: {
        verified: true,
        factor,
        ...recovery,
        returnTo: returnTo(redirectUri, code, verification.state),
      },
    };
  },
});

/**
 * A verification that an application sent here with a place to return to.
 * @throws LatchkeyError `not_found` for every other
 */
async function hostedVerification(
  deps: Deps,
  id: string,
): Promise<{ verification: Verification; redirectUri: string; application: string }> {
  const verification = await openVerification(deps, id, "login");
  const { redirectUri } = verification;
  const application = await deps.applications.byId(verification.application);
  if (redirectUri === null || application === null) throw gone();
  return { verification, redirectUri, application: application.name };
}

export const hostedRoutes: readonly Route[] = [begin, attempt];
