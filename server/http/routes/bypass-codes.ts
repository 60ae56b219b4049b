import { z } from "zod";
import { listBypassCodes, makeBypassCode, revokeBypassCode } from "../../enrolment/bypass.js";
import type { MayChange } from "../../enrolment/may-change.js";
import { LatchkeyError } from "../../errors.js";
import type { FactorRegistry } from "../../factors/index.js";
import { readUser } from "../../people/users.js";
import { mayChange } from "../may-change.js";
import type { Principal } from "../principal.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";

const DAY_SECONDS = 24 * 3600;
const LONGEST_DAYS = 7;
const MOST_USES = 10;

const path = "/api/v1/users/:username/bypass-codes";
const access = {
  scopes: ["users"],
  person: { roles: ["owner", "administrator", "helpdesk"], elevated: true },
} as const;

const make = defineRoute({
  method: "post",
  path,
  summary:
    "Make a one-time code for a user whose device is at home; shown once, it signs in and unlocks nothing",
  access,
  params: userPath,
  body: z.strictObject({
    expiresInSeconds: z
      .int()
      .min(60)
      .max(LONGEST_DAYS * DAY_SECONDS, `At most ${LONGEST_DAYS} days.`)
      .default(DAY_SECONDS),
    uses: z.int().min(1).max(MOST_USES, `At most ${MOST_USES} uses.`).default(1),
    reason: z.string().trim().min(1).max(256).optional().describe("For the audit trail; no secret."),
  }),
  responses: {
    201: z.strictObject({
      bypassCodeId: z.string(),
      code: z.string(),
      expiresAt: isoDate,
      uses: z.int(),
    }),
  },
  errors: ["not_found", "not_enrolled", "conflict"],
  async handle({ params, body, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const wish = { ...body, reason: body.reason ?? null };
    const made = await makeBypassCode(deps, caller(), user.id, wish, mayMakeFor(principal, deps.factors));
    return { status: 201, body: { ...made, expiresAt: made.expiresAt.toISOString() } };
  },
});

const list = defineRoute({
  method: "get",
  path,
  summary: "A user's one-time codes that are still good; never the codes themselves",
  access: {
    scopes: ["users"],
    person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: {
    200: z.strictObject({
      bypassCodes: z.array(
        z.strictObject({
          id: z.string(),
          createdAt: isoDate,
          by: z.string(),
          expiresAt: isoDate,
          usesLeft: z.int(),
          reason: z.string().nullable(),
        }),
      ),
    }),
  },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user, now } = await readUser(deps, params.username);
    const bypassCodes = listBypassCodes(user, now).map(({ createdAt, expiresAt, ...rest }) => ({
      ...rest,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return { status: 200, body: { bypassCodes } };
  },
});

const revoke = defineRoute({
  method: "delete",
  path: `${path}/:bypassCodeId`,
  summary: "Revoke a user's one-time code",
  access,
  params: userPath.extend({ bypassCodeId: z.string().max(64) }),
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const may = mayChange(principal, deps.factors);
    await revokeBypassCode(deps, caller(), user.id, params.bypassCodeId, may);
    return { status: 204 };
  },
});

/**
 * Who may change a user's authenticators, but nobody for themselves: a code is a second person's word for the user. No
 * application, the environment's key neither, makes one for a user who holds a role, as it could sign in as them then.
 */
function mayMakeFor(principal: Principal, factors: FactorRegistry): MayChange {
  const mayChangeUser = mayChange(principal, factors);
  return (user) => {
    if (principal.kind === "person" && principal.user.id === user.id) {
      throw new LatchkeyError("forbidden", "Nobody makes a one-time code for themselves: ask somebody else.");
    }
    mayChangeUser(user);
  };
}

export const bypassCodeRoutes: readonly Route[] = [make, list, revoke];
