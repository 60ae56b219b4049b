import { z } from "zod";
import { readUser } from "../../people/users.js";
import { enforcementOn } from "../../policy/enforcement.js";
import { policySchema, rulesFor } from "../../policy/policy.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";

const { enrol, recovery, rememberDays, tokenMessage, factors } = policySchema.shape.rules.shape;

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
      factors,
      enrol,
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
    const enforced = enforcementOn(policy, { user, now, ip: null, application: null }).state !== "off";
    const { factors: allowed, enrol: may, recovery: key, rememberDays: days, tokenMessage: message } = rules;
    return {
      status: 200,
      body: {
        enforced,
        factors: allowed,
        enrol: may,
        recovery: key,
        rememberDays: days,
        tokenMessage: message,
      },
    };
  },
});

export const ruleRoutes: readonly Route[] = [read];
