import { z } from "zod";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import { hasSecondFactor } from "../../factors/credentials.js";
import { readUser } from "../../people/users.js";
import type { Token } from "../../storage/storage.js";
import { readToken } from "../../tokens/change-token.js";
import { assignToken, moveToken } from "../../tokens/life-cycle.js";
import { resynchroniseToken } from "../../tokens/resynchronise.js";
import type { TokenAction } from "../../tokens/transitions.js";
import { limitEnvironmentKeyOn } from "../environment-key.js";
import { isEnvironmentKey, type Principal } from "../principal.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { username } from "../schemas.js";
import { serial, serialPath, tokenAnswer, tokenView } from "./token-schemas.js";
import { MAY_CHANGE_TOKENS } from "./tokens.js";

const assign = defineRoute({
  method: "post",
  path: "/api/v1/tokens/:serial/assign",
  summary: "Assign a token in stock to a user",
  access: MAY_CHANGE_TOKENS,
  params: serialPath,
  body: z.strictObject({ username }),
  responses: { 200: tokenAnswer },
  errors: ["not_found", "conflict"],
  async handle({ params, body, deps, principal, caller }) {
    await assertMayTouch(deps, principal, body.username);
    return { status: 200, body: tokenView(await assignToken(deps, caller(), params.serial, body.username)) };
  },
});

const MOST_ASSIGNMENTS = 1000;

const assignMany = defineRoute({
  method: "post",
  path: "/api/v1/tokens/assign",
  summary: "Assign many tokens; each row has a result of its own",
  access: MAY_CHANGE_TOKENS,
  body: z.strictObject({
    assignments: z.array(z.strictObject({ serial, username })).min(1).max(MOST_ASSIGNMENTS),
    // Only says what would happen.
    dryRun: z.boolean().optional(),
  }),
  responses: {
    200: z.strictObject({
      results: z.array(
        z.strictObject({
          serial: z.string(),
          username: z.string(),
          assigned: z.boolean(),
          code: z.string().optional(),
          message: z.string().optional(),
        }),
      ),
    }),
  },
  async handle({ body, deps, principal, caller }) {
    const results = [];
    for (const row of body.assignments) {
      try {
        await assertMayTouch(deps, principal, row.username);
        if (body.dryRun) await assertAssignable(deps, row);
        else await assignToken(deps, caller(), row.serial, row.username);
        results.push({ ...row, assigned: !body.dryRun });
      } catch (error) {
        if (!(error instanceof LatchkeyError) || error.status >= 500) throw error;
        results.push({ ...row, assigned: false, code: error.code, message: error.message });
      }
    }
    return { status: 200, body: { results } };
  },
});

async function assertAssignable(deps: Deps, row: { serial: string; username: string }): Promise<void> {
  const { token } = await readToken(deps, row.serial);
  if (token.state !== "in_stock") throw new LatchkeyError("conflict", "This token is not in stock.");
  await readUser(deps, row.username);
}

const MOVES: Record<Exclude<TokenAction, "assign" | "activate">, string> = {
  unassign: "Take a token back; its counters come along",
  suspend: "Stop a token until it is resumed",
  resume: "Let a suspended token go on",
  lost: "Mark a token as lost",
  found: "Mark a lost token as found",
  revoke: "End a token for good",
};

const moves = (Object.keys(MOVES) as (keyof typeof MOVES)[]).map((action) =>
  defineRoute({
    method: "post",
    path: `/api/v1/tokens/:serial/${action}`,
    summary: MOVES[action],
    access: MAY_CHANGE_TOKENS,
    params: serialPath,
    responses: { 200: tokenAnswer },
    errors: ["not_found", "conflict"],
    async handle({ params, deps, principal, caller }) {
      await assertMayTouchHolder(deps, principal, params.serial);
      return { status: 200, body: tokenView(await moveToken(deps, caller(), params.serial, action)) };
    },
  }),
);

const resync = defineRoute({
  method: "post",
  path: "/api/v1/tokens/:serial/resync",
  summary: "Find a drifted token again by two consecutive codes",
  access: {
    scopes: ["tokens"],
    person: { own: true, roles: MAY_CHANGE_TOKENS.person.roles, elevated: true },
  },
  params: serialPath,
  body: z.strictObject({ codes: z.tuple([z.string().max(64), z.string().max(64)]) }),
  responses: { 200: tokenAnswer },
  errors: ["not_found", "conflict", "verification_failed", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    const token = await assertMayTouchHolder(deps, principal, params.serial);
    assertOwnOrRole(principal, token);
    return {
      status: 200,
      body: tokenView(await resynchroniseToken(deps, caller(), params.serial, body.codes)),
    };
  },
});

/**
 * Whose tokens the caller may change: people those of users whom they outrank, and their own. No application reaches
 * those of a user who holds a role once there is a factor, as a stolen key could otherwise give itself an owner's second
 * factor; nor does the environment's key once somebody administers.
 */
async function assertMayTouch(deps: Deps, principal: Principal, name: string): Promise<void> {
  await limitEnvironmentKeyOn(deps, principal, name);
  const read = await deps.storage.users.read(deps.keys.userId(name));
  const user = read && !read.user.decoy ? read.user : null;
  if (user === null || principal.kind === "anonymous") return;
  if (principal.kind === "person") {
    if (principal.user.id !== user.id) assertOutranks(principal.roles, user);
  } else if (user.roles.length > 0 && hasSecondFactor(user, deps.factors) && !isEnvironmentKey(principal)) {
    throw new LatchkeyError("forbidden", "Only people change the tokens of a user who holds a role.");
  }
}

/** Also where the token is reached by its serial. @returns the token */
export async function assertMayTouchHolder(
  deps: Deps,
  principal: Principal,
  tokenSerial: string,
): Promise<Token> {
  const { token } = await readToken(deps, tokenSerial);
  if (token.username !== null) await assertMayTouch(deps, principal, token.username);
  return token;
}

/** People resynchronise their own token; another's looks like none. */
function assertOwnOrRole(principal: Principal, token: Token): void {
  if (principal.kind !== "person") return;
  const mayAll = MAY_CHANGE_TOKENS.person.roles.some((role) => principal.roles.includes(role));
  if (mayAll || token.userId === principal.user.id) return;
  throw new LatchkeyError("not_found", "There is no token with that serial number.");
}

export const tokenLifeCycleRoutes: readonly Route[] = [assignMany, assign, ...moves, resync];
