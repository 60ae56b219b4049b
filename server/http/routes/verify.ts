import { z } from "zod";
import { LatchkeyError } from "../../errors.js";
import { verify } from "../../verification/verify.js";
import { defineRoute } from "../route.js";
import { username, verificationContext, verifiedAnswer } from "../schemas.js";

/** One call for pages that have a code field of their own: without a factor every code is tried, as ONE attempt. */
export const verifyRoute = defineRoute({
  method: "post",
  path: "/api/v1/verify",
  summary: "Verify a code in one call",
  access: { scopes: ["verify"] },
  body: z.strictObject({
    username,
    code: z.string().max(128),
    factor: z.string().max(32).optional(),
    context: verificationContext.optional(),
  }),
  responses: { 200: verifiedAnswer },
  errors: ["verification_failed", "too_many_attempts"],
  async handle({ body, deps, principal, caller }) {
    // A bypass code has another shape than any code of a device, so that no guess counts for both.
    const kinds = [...deps.factors.ofKind("code"), ...deps.factors.ofKind("bypass")];
    const codes = kinds.map(({ type }) => type);
    const mayRecover = principal.kind === "application" && principal.application.recovery;
    const offered = mayRecover
      ? [...codes, ...deps.factors.ofKind("recovery").map(({ type }) => type)]
      : codes;
    if (body.factor !== undefined && !offered.includes(body.factor)) {
      throw new LatchkeyError("invalid_request", "This factor is not offered here.");
    }
    const { factor, credentialId, recovery } = await verify(deps, {
      username: body.username,
      purpose: "login",
      factors: body.factor === undefined ? codes : [body.factor],
      response: { code: body.code },
      caller: caller(body.context),
    });
    return { status: 200, body: { verified: true, factor, credentialId, ...recovery } };
  },
});
