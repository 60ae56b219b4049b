import { z } from "zod";
import { verificationFailed } from "../../errors.js";
import { offerAgain } from "../../verification/offer-again.js";
import { recognise } from "../../verification/recognise.js";
import { isOfDevice, REMEMBERED_DEVICE, rememberDevice } from "../../verification/remembered-device.js";
import { verify } from "../../verification/verify.js";
import { deviceCookie, setDeviceCookie } from "../cookies.js";
import { finishHosted, hostedVerification } from "../hosted-verification.js";
import { keepingLanguage } from "../language.js";
import { assertSecondStep, attemptOf, gone } from "../open-verification.js";
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
      rememberDevice: z.boolean().optional().describe("The browser may be remembered, if its person wishes."),
      remembered: z
        .boolean()
        .optional()
        .describe("The browser has a token of this user's: try it before a factor is asked for."),
      expiresAt: isoDate,
    }),
  },
  errors: ["forbidden", "not_found"],
  async handle({ body, deps, ctx }) {
    visitor(ctx, deps);
    const { verification, application } = await hostedVerification(deps, body.page);
    const offered = await offerAgain(deps, verification);
    if (!offered) throw gone();
    const { factors, tokenMessage, retryAfterSeconds, mayRemember, user } = offered;
    const token = mayRemember ? deviceCookie(ctx) : null;
    // Nothing is used up yet: this is what a page shows, and a browser may load a page in advance.
    const remembered = token !== null && (await isOfDevice(deps, user, token));
    return {
      status: 200,
      body: {
        // As the application wrote it: what Latchkey knows of the name would tell whether it knows it.
        username: verification.username,
        application,
        factors,
        ...(tokenMessage === null ? {} : { tokenMessage }),
        ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
        ...(mayRemember ? { rememberDevice: true } : {}),
        ...(remembered ? { remembered: true } : {}),
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
    const seen = visitor(ctx, deps);
    const hosted = await hostedVerification(deps, body.page);
    const { verification } = hosted;
    const caller = { ...seen, application: verification.application };
    assertSecondStep(deps, body.factor);
    const verified = await verify(deps, {
      ...attemptOf(verification, body),
      onMatch: keepingLanguage(ctx),
      caller,
    });
    const { factor, recovery } = verified;
    const ttlSeconds = Object.keys(recovery).length > 0 ? CODE_SECONDS_AFTER_RECOVERY : CODE_SECONDS;
    const returnTo = await finishHosted(deps, hosted, { factor, ttlSeconds });
    const wanted = body.rememberDevice && verification.takesRemembered;
    const device = wanted ? await rememberDevice(deps, caller, verified) : null;
    if (device) setDeviceCookie(ctx, device);
    return { status: 200, body: { verified: true, factor, ...recovery, returnTo } };
  },
});

const recognition = defineRoute({
  method: "post",
  path: "/api/v1/hosted/remembered",
  summary: "Go on with a remembered browser in place of a factor; its token is used up and replaced",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ page }),
  responses: {
    200: z.strictObject({
      verified: z.literal(true),
      factor: z.literal(REMEMBERED_DEVICE),
      returnTo: z.string(),
    }),
  },
  errors: ["verification_failed", "forbidden", "not_found"],
  async handle({ body, deps, ctx }) {
    const caller = visitor(ctx, deps);
    const hosted = await hostedVerification(deps, body.page);
    const { application } = hosted.verification;
    const token = deviceCookie(ctx);
    const device = token && (await recognise(deps, hosted.verification, token, { ...caller, application }));
    if (!device) throw verificationFailed("the browser is not remembered, or a fresh answer was asked for");
    // Before anything else can fail: the token that the browser has is used up by now.
    setDeviceCookie(ctx, device);
    const outcome = { factor: REMEMBERED_DEVICE, at: device.rememberedAt, ttlSeconds: CODE_SECONDS };
    return {
      status: 200,
      body: {
        verified: true,
        factor: REMEMBERED_DEVICE,
        returnTo: await finishHosted(deps, hosted, outcome),
      },
    };
  },
});

export const hostedRoutes: readonly Route[] = [begin, attempt, recognition];
