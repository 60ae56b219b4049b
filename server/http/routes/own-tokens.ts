import { z } from "zod";
import { readUser } from "../../people/users.js";
import { selfAssignToken } from "../../tokens/self-assign.js";
import { enrolledInSession } from "../enrolled.js";
import { mayChange } from "../may-change.js";
import { defineRoute, type Route } from "../route.js";
import { newRecoveryFields, userPath } from "../schemas.js";
import { serial } from "./token-schemas.js";

const take = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/tokens",
  summary: "Take a token that was handed out, by its serial and its next code, where policy allows it",
  access: { person: { own: true, enrolling: true, elevated: true } },
  params: userPath,
  body: z.strictObject({ serial, code: z.string().max(64) }),
  responses: {
    201: z.strictObject({ credentialId: z.string(), factor: z.string(), ...newRecoveryFields }),
  },
  errors: ["not_found", "conflict", "verification_failed", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const taken = await selfAssignToken(deps, caller(), user, body, mayChange(principal, deps.factors));
    const { credentialId, factor, recovery } = taken;
    await enrolledInSession(deps, principal, user.username, factor);
    return { status: 201, body: { credentialId, factor, ...recovery } };
  },
});

export const ownTokenRoutes: readonly Route[] = [take];
