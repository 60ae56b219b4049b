import { z } from "zod";
import { breakGlassCodeOf, endBreakGlassCode, makeBreakGlassCode } from "../../enrolment/break-glass.js";
import { readUser } from "../../people/users.js";
import { mayChange } from "../may-change.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";

const path = "/api/v1/users/:username/break-glass-code";

const read = defineRoute({
  method: "get",
  path,
  summary: "Whether one has a break-glass code, and whether it is taken at the moment",
  access: { person: { own: true } },
  params: userPath,
  responses: {
    200: z.strictObject({
      createdAt: isoDate.nullable(),
      takenUntil: isoDate.nullable().describe("While LATCHKEY_BREAK_GLASS runs; otherwise null."),
    }),
  },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user, now } = await readUser(deps, params.username);
    const until = deps.breakGlassUntil;
    return {
      status: 200,
      body: {
        createdAt: breakGlassCodeOf(user)?.createdAt.toISOString() ?? null,
        takenUntil: until !== null && now < until ? until.toISOString() : null,
      },
    };
  },
});

const make = defineRoute({
  method: "post",
  path,
  summary: "Make one's own break-glass code, shown once; the one before ends. For owners",
  access: { person: { own: true, elevated: true } },
  params: userPath,
  body: z.strictObject({}),
  responses: { 201: z.strictObject({ breakGlassCode: z.string() }) },
  errors: ["not_found"],
  async handle({ params, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const may = mayChange(principal, deps.factors);
    const made = await makeBreakGlassCode(deps, caller(), user.id, may);
    deps.notices.tell(made.user, { kind: "break_glass_code_made" }, made.now);
    return { status: 201, body: { breakGlassCode: made.code } };
  },
});

const end = defineRoute({
  method: "delete",
  path,
  summary: "End one's own break-glass code",
  access: { person: { own: true, elevated: true } },
  params: userPath,
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    await endBreakGlassCode(deps, caller(), user.id, mayChange(principal, deps.factors));
    return { status: 204 };
  },
});

export const breakGlassRoutes: readonly Route[] = [read, make, end];
