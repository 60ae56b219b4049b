import { z } from "zod";
import { secondFactorTypes } from "../../people/second-factor-types.js";
import { defineRoute, type Route } from "../route.js";
import { MAY_READ_USERS, userFilter, userSearch } from "../user-filter.js";
import { userAnswer, userView } from "./users.js";

const PAGE = 100;

const list = defineRoute({
  method: "get",
  path: "/api/v1/users",
  summary: "Search users, by name, page by page",
  access: MAY_READ_USERS,
  query: userFilter.extend({
    blocked: z.literal("true").optional().describe("Only users who have to wait now, after wrong attempts."),
    cursor: z.string().max(256).optional().describe("`cursor` of the page before."),
  }),
  responses: { 200: z.strictObject({ users: z.array(userAnswer), cursor: z.string().optional() }) },
  async handle({ query: { blocked, cursor, ...filter }, deps }) {
    const found = await deps.storage.users.list({
      ...userSearch(filter, deps.factors),
      blockedAt: blocked === undefined ? undefined : await deps.storage.now(),
      after: cursor,
      limit: PAGE + 1,
    });
    const page = found.slice(0, PAGE);
    const last = found.length > PAGE ? page.at(-1) : undefined;
    const users = page.map((user) => userView(user, deps.factors));
    return { status: 200, body: { users, ...(last ? { cursor: last.username } : {}) } };
  },
});

const coverage = defineRoute({
  method: "get",
  path: "/api/v1/coverage",
  summary: "How many users are protected, and by what; suspended ones are counted apart",
  access: MAY_READ_USERS,
  responses: {
    200: z.strictObject({
      users: z.int().describe("Who is not suspended."),
      suspended: z.int(),
      protected: z.int(),
      by: z.array(z.strictObject({ kind: z.string(), users: z.int() })),
    }),
  },
  async handle({ deps }) {
    const counts = await deps.storage.users.coverage(secondFactorTypes(deps.factors));
    const active = counts.filter(({ suspended }) => !suspended);
    const sum = (some: typeof counts) => some.reduce((total, { users }) => total + users, 0);
    const kinds = [...new Set(active.flatMap((one) => one.kinds))].sort();
    const body = {
      users: sum(active),
      suspended: sum(counts) - sum(active),
      protected: sum(active.filter((one) => one.kinds.length > 0)),
      by: kinds.map((kind) => ({ kind, users: sum(active.filter((one) => one.kinds.includes(kind))) })),
    };
    return { status: 200, body };
  },
});

export const peopleRoutes: readonly Route[] = [list, coverage];
