import { z } from "zod";
import { readUser } from "../../people/users.js";
import { fallbackOrder } from "../../policy/decide.js";
import { enforcementOn } from "../../policy/enforcement.js";
import { policySchema, rulesFor } from "../../policy/policy.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";

const { enrol, recovery, rememberDays, selfAssignTokens, tokenMessage, factors } =
  policySchema.shape.rules.shape;

const read = defineRoute({
  method: "get",
  path: "/api/v1/users/:username/rules",
  summary:
    "What policy lets a user have and do: what they may set up, and what they read where that is nothing",
  access: {
    scopes: ["users", "enrol"],
    person: { own: true, enrolling: true, roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: {
    200: z.strictObject({
      enforced: z.boolean().describe("A second factor is wanted of this user, maybe after some grace."),
      grace: z
        .union([z.strictObject({ until: isoDate }), z.strictObject({ logins: z.int() })])
        .nullable()
        .describe("How long an enforced user without a factor may still go on; null where not at all."),
      factors,
      offered: z
        .array(z.string())
        .describe("What this user is asked for, in this order: the allowed factors that they have."),
      enrol,
      selfAssignTokens,
      recovery,
      rememberDays,
      tokenMessage,
    }),
  },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user, now } = await readUser(deps, params.username);
    const policy = await deps.policy.current();
    const rules = rulesFor(policy, user.groups);
    const { state, grace } = enforcementOn(policy, { user, now, ip: null, application: null });
    return {
      status: 200,
      body: {
        enforced: state !== "off",
        grace,
        factors: rules.factors,
        offered: fallbackOrder(user, deps.factors, rules),
        enrol: rules.enrol,
        selfAssignTokens: rules.selfAssignTokens,
        recovery: rules.recovery,
        rememberDays: rules.rememberDays,
        tokenMessage: rules.tokenMessage,
      },
    };
  },
});

export const ruleRoutes: readonly Route[] = [read];
