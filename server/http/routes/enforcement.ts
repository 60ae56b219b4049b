import { z } from "zod";
import type { Deps } from "../../deps.js";
import { concernOf } from "../../people/wanted.js";
import { isWanted } from "../../policy/enforcement.js";
import { type Policy, policySchema } from "../../policy/policy.js";
import { defineRoute, type Route } from "../route.js";

const mayRead = {
  scopes: ["admin"],
  person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
} as const;

const path = "/api/v1/policy/letters";

const progress = defineRoute({
  method: "get",
  path,
  summary: "How far those who need a second factor by the policy were told by e-mail",
  access: mayRead,
  responses: {
    200: z.strictObject({
      mail: z.boolean().describe("Whether a mail server is configured; without one, letters wait."),
      version: z.int().describe("Version of the policy that holds."),
      looking: z.boolean().describe("Not all users were looked at yet."),
      due: z.int().describe("Letters that wait, by whatever version."),
      told: z.int(),
      failed: z.int().describe("Letters that the mail server refused for good."),
      withoutAddress: z.int().describe("Users who would be told, had they an address."),
    }),
  },
  async handle({ deps }) {
    const { version } = await deps.policy.versioned();
    const { enforcementNotices } = deps.storage;
    const [sweep, counts] = await Promise.all([
      enforcementNotices.sweep(),
      enforcementNotices.counts(version),
    ]);
    const isCurrent = sweep?.version === version;
    return {
      status: 200,
      body: {
        mail: deps.notices.canSend,
        version,
        looking: !(isCurrent && sweep.done),
        ...counts,
        withoutAddress: isCurrent ? sweep.withoutAddress : 0,
      },
    };
  },
});

const preview = defineRoute({
  method: "post",
  path: `${path}/preview`,
  summary: "How many users a policy would have told that they need a second factor, if it were written now",
  access: mayRead,
  body: z.strictObject({ policy: policySchema }),
  responses: {
    200: z.strictObject({
      mail: z.boolean(),
      letters: z
        .int()
        .describe("Users who need a second factor only by this policy, have none, and have an address."),
      withoutAddress: z.int(),
    }),
  },
  async handle({ body, deps }) {
    const counts = await countConcerned(deps, await deps.policy.current(), body.policy);
    return { status: 200, body: { mail: deps.notices.canSend, ...counts } };
  },
});

/** Users looked at by one query. */
const BATCH = 500;

async function countConcerned(
  deps: Deps,
  before: Policy,
  after: Policy,
): Promise<{ letters: number; withoutAddress: number }> {
  const counts = { letters: 0, withoutAddress: 0 };
  const kinds = [...deps.factors.ofKind("code"), ...deps.factors.ofKind("assertion")];
  const search = { withoutFactors: kinds.map(({ type }) => type), suspended: false, limit: BATCH };
  for (let last: string | undefined, more = true; more; ) {
    const users = await deps.storage.users.list({ ...search, after: last });
    for (const user of users) {
      if (isWanted(before, user)) continue;
      const concern = concernOf(deps, after, user);
      if (concern === "due") counts.letters += 1;
      if (concern === "unreachable") counts.withoutAddress += 1;
    }
    more = users.length === BATCH;
    last = users.at(-1)?.username;
  }
  return counts;
}

export const enforcementRoutes: readonly Route[] = [progress, preview];
