import { z } from "zod";
import { remindUsers } from "../../people/reminders.js";
import { allUsernames } from "../all-usernames.js";
import { defineRoute, type Route } from "../route.js";
import { username } from "../schemas.js";
import { MAY_READ_USERS, userFilter } from "../user-filter.js";

const MOST_NAMED = 1000;

const remind = defineRoute({
  method: "post",
  path: "/api/v1/reminders",
  summary: "Remind users by e-mail that they have no second factor, each at most once a day",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  body: z
    .strictObject({
      usernames: z.array(username).min(1).max(MOST_NAMED).optional(),
      everybody: userFilter
        .pick({ query: true, group: true })
        .optional()
        .describe(
          "All who have no second factor and are not suspended, or those of them whom a search finds.",
        ),
      dryRun: z.boolean().default(false),
    })
    .refine(({ usernames, everybody }) => (usernames === undefined) !== (everybody === undefined), {
      message: "Name either users or everybody.",
    }),
  responses: {
    200: z.strictObject({
      job: z.string(),
      results: z.array(
        z.strictObject({
          username: z.string(),
          outcome: z.enum(["queued", "refused"]),
          code: z.string().optional(),
          message: z.string().optional(),
        }),
      ),
    }),
  },
  errors: ["conflict"],
  async handle({ body: { usernames, everybody, dryRun }, deps, caller }) {
    const whom =
      usernames ?? (await allUsernames(deps, { ...everybody, without: "factor", suspended: false }));
    return { status: 200, body: await remindUsers(deps, caller(), whom, { dryRun }) };
  },
});

const progress = defineRoute({
  method: "get",
  path: "/api/v1/reminders/:job",
  summary: "How far the reminders of one call are",
  access: MAY_READ_USERS,
  params: z.object({ job: z.string().min(1).max(64) }),
  responses: {
    200: z.strictObject({
      mail: z.boolean().describe("Whether a mail server is configured; without one, letters wait."),
      due: z.int(),
      sent: z.int(),
      failed: z.int().describe("The mail server refused them for good."),
      unneeded: z.int().describe("Had a second factor, or no address, by the time of their turn."),
    }),
  },
  async handle({ params, deps }) {
    const counts = await deps.storage.reminders.counts(params.job);
    return { status: 200, body: { mail: deps.notices.canSend, ...counts } };
  },
});

export const reminderRoutes: readonly Route[] = [remind, progress];
