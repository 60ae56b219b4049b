import { z } from "zod";
import { changePolicy } from "../../access/change-policy.js";
import { readUser } from "../../people/users.js";
import { explain } from "../../policy/decide.js";
import { changedVersions } from "../../policy/history.js";
import { policySchema } from "../../policy/policy.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, username } from "../schemas.js";

const path = "/api/v1/policy";

const mayRead = {
  scopes: ["admin"],
  person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
} as const;
const mayChange = {
  scopes: ["admin"],
  administrative: true,
  person: { roles: ["owner", "administrator"], elevated: true },
} as const;

const policyAnswer = z.strictObject({ version: z.int(), policy: policySchema });

const read = defineRoute({
  method: "get",
  path,
  summary: "The policy: who needs a second factor, which, and in which order",
  access: mayRead,
  responses: { 200: policyAnswer },
  async handle({ deps }) {
    return { status: 200, body: await deps.policy.versioned() };
  },
});

const change = defineRoute({
  method: "put",
  path,
  summary: "Write a new version of the policy, made from the version that is named",
  access: mayChange,
  body: policyAnswer,
  responses: { 200: policyAnswer },
  errors: ["conflict"],
  async handle({ body, deps, caller }) {
    const { version } = await changePolicy(
      deps,
      caller(),
      deps.config.trustedProxies,
      body.version,
      body.policy,
    );
    return { status: 200, body: { version, policy: body.policy } };
  },
});

const HISTORY_SHOWN = 50;

const history = defineRoute({
  method: "get",
  path: `${path}/history`,
  summary: "Who changed the policy when, and what, newest first",
  access: mayRead,
  responses: {
    200: z.strictObject({
      versions: z.array(
        z.strictObject({
          version: z.int(),
          at: isoDate,
          by: z.string(),
          changes: z.array(z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() })),
        }),
      ),
    }),
  },
  async handle({ deps }) {
    const versions = await deps.storage.policies.history(HISTORY_SHOWN + 1);
    return { status: 200, body: { versions: changedVersions(versions, HISTORY_SHOWN) } };
  },
});

const simulate = defineRoute({
  method: "post",
  path: `${path}/simulation`,
  summary: "What would happen if this user signed in from there to that, and why, line by line",
  access: mayRead,
  body: z.strictObject({
    username,
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    application: z.string().max(64).optional(),
    // A policy that is not written yet.
    policy: policySchema.optional(),
  }),
  responses: {
    200: z.strictObject({
      decision: z.enum(["required", "skipped", "enrolment_required"]),
      reason: z.string().optional(),
      factors: z.array(z.string()),
      lines: z.array(z.string()),
    }),
  },
  errors: ["not_found"],
  async handle({ body, deps }) {
    const { user, now } = await readUser(deps, body.username);
    const policy = body.policy ?? (await deps.policy.current());
    const situation = { user, now, ip: body.ip ?? null, application: body.application ?? null };
    const { decided, lines } = explain(policy, situation, deps.factors);
    const reason = decided.decision === "required" ? {} : { reason: decided.reason };
    return { status: 200, body: { decision: decided.decision, ...reason, factors: decided.factors, lines } };
  },
});

export const policyRoutes: readonly Route[] = [read, change, history, simulate];
