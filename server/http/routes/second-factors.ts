import { z } from "zod";
import type { Deps } from "../../deps.js";
import type { MayChange } from "../../enrolment/may-change.js";
import { LatchkeyError } from "../../errors.js";
import { type BulkOptions, changeSecondFactors, SECOND_FACTOR_ACTIONS } from "../../people/second-factor.js";
import { allUsernames } from "../all-usernames.js";
import { mayChange } from "../may-change.js";
import type { Principal } from "../principal.js";
import { JSON_LINES, reportProgress } from "../report-progress.js";
import { defineRoute, type Route } from "../route.js";
import { groupName, username } from "../schemas.js";

const MOST_NAMED = 1000;

const results = z.strictObject({
  results: z.array(
    z.strictObject({
      username: z.string(),
      outcome: z.enum(["done", "unchanged", "refused"]),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});

const change = defineRoute({
  method: "post",
  path: "/api/v1/users/second-factor",
  summary:
    "Require a second factor of users, release them from that, disable it or reset it: for a list or for a group",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  body: z
    .strictObject({
      action: z.enum(SECOND_FACTOR_ACTIONS),
      usernames: z.array(username).min(1).max(MOST_NAMED).optional(),
      group: groupName.optional(),
      dryRun: z.boolean().default(false),
      progress: z
        .boolean()
        .default(false)
        .describe("Answer in JSON Lines: {done, total} again and again, at last {report} or {error}."),
    })
    .refine(({ usernames, group }) => (usernames === undefined) !== (group === undefined), {
      message: "Name either users or a group.",
    }),
  responses: { 200: results },
  streams: ["application/json", JSON_LINES],
  async handle({ body: { action, dryRun, progress, ...whom }, deps, principal, caller }) {
    const usernames = whom.usernames ?? (await allUsernames(deps, { group: whom.group }));
    const run = async (more: Pick<BulkOptions, "signal" | "onProgress">) => {
      const may = mayChangeOthers(principal, deps);
      const options = { dryRun, mayChange: may, ...more };
      return { results: await changeSecondFactors(deps, caller(), usernames, action, options) };
    };
    if (!progress) return { status: 200, body: await run({ signal: new AbortController().signal }) };
    const body = reportProgress(
      async (onProgress, signal) => results.parse(await run({ onProgress, signal })),
      deps.log,
    );
    return { status: 200, stream: { type: JSON_LINES, body } };
  },
});

/** Nobody changes themselves among many: an administrator would shut themselves out by a wrong group. */
function mayChangeOthers(principal: Principal, { factors }: Pick<Deps, "factors">): MayChange {
  const may = mayChange(principal, factors);
  return (user) => {
    if (principal.kind === "person" && principal.user.id === user.id) {
      throw new LatchkeyError("forbidden", "You change your own second factor on your profile.");
    }
    if (principal.kind === "application" && user.roles.length > 0) {
      throw new LatchkeyError("forbidden", "Only people change a user who holds a role.");
    }
    may(user);
  };
}

export const secondFactorRoutes: readonly Route[] = [change];
