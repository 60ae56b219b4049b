import { z } from "zod";
import { rescue } from "../../enrolment/rescue.js";
import { LatchkeyError } from "../../errors.js";
import { activeCredentials } from "../../factors/credentials.js";
import type { FactorRegistry } from "../../factors/index.js";
import { codeResponse } from "../../factors/otp.js";
import { canonicalName } from "../../names.js";
import { verify } from "../../verification/verify.js";
import { checkOrigin } from "../authorize.js";
import type { Principal } from "../principal.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";

type Person = Extract<Principal, { kind: "person" }>;

const RESCUERS = ["owner", "administrator", "helpdesk"] as const;

/**
 * An administrator removes a locked-out user's second factor (mission A3), by their own code, which is the elevation.
 * The order of the checks is part of the contract: who is asked for a code learns of no name before it was right.
 */
const rescueRoute = defineRoute({
  method: "delete",
  path: "/rest/tsv/latest/totp/unenroll/user/:name",
  summary: "Remove every factor of a locked-out user, by the caller's own code",
  access: { public: true },
  // A form cannot send a DELETE, and the body holds a code that only the caller has.
  ownForgeryCheck: true,
  checksFirst: true,
  params: z.object({ name: z.string().max(1024) }),
  body: z.looseObject({ totpCode: codeResponse.shape.code }),
  responses: { 204: null },
  errors: [
    "unauthenticated",
    "forbidden",
    "verification_failed",
    "too_many_attempts",
    "not_found",
    "not_enrolled",
  ],
  async handle({ params, parseBody, deps, ctx, principal, caller }) {
    const person = rescuer(principal, deps.factors);
    checkOrigin(ctx, deps.publicUrl);
    const { totpCode } = parseBody();
    if (canonicalName(params.name) === canonicalName(person.user.username)) {
      throw new LatchkeyError("forbidden", "You cannot rescue yourself: ask somebody else who may.");
    }
    await verify(deps, {
      username: person.user.username,
      purpose: "administration",
      factors: deps.factors.ofKind("code").map(({ type }) => type),
      response: { code: totpCode },
      caller: caller(),
    });
    await rescue(deps, caller(), deps.keys.userId(params.name), (user) => assertOutranks(person.roles, user));
    return { status: 204 };
  },
});

/** @throws LatchkeyError `unauthenticated` without a session, `forbidden` without a role or a code of one's own */
function rescuer(principal: Principal, factors: FactorRegistry): Person {
  if (principal.kind !== "person") {
    throw new LatchkeyError("unauthenticated", "Sign in as an administrator; an API key is not enough.");
  }
  const hasRole = RESCUERS.some((role) => principal.roles.includes(role));
  if (!hasRole || principal.session.kind !== "full") {
    throw new LatchkeyError("forbidden", "Your role does not allow this.");
  }
  if (activeCredentials(principal.user, factors, "code").length === 0) {
    throw new LatchkeyError("forbidden", "This needs a code of your own: set up an authenticator app first.");
  }
  return principal;
}

export const rescueRoutes: readonly Route[] = [rescueRoute];
