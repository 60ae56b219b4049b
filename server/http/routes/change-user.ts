import { z } from "zod";
import { LANGUAGES } from "../../../client/strings/languages.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import { assertNotOwnRoles, changeProfile, distinctRoles } from "../../people/change.js";
import { readUser } from "../../people/users.js";
import { OFFERED_FACTORS } from "../../policy/policy.js";
import type { User } from "../../storage/storage.js";
import { limitEnvironmentKey } from "../environment-key.js";
import { isEnvironmentKey, type Principal } from "../principal.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { displayName, email, groups, userPath } from "../schemas.js";
import { userAnswer, userView } from "./users.js";

const changeRoute = defineRoute({
  method: "patch",
  path: "/api/v1/users/:username",
  summary: "Change a user's profile, groups or roles",
  access: { scopes: ["users"], person: { own: true, roles: ["owner", "administrator"], elevated: true } },
  params: userPath,
  body: z.strictObject({
    displayName: displayName.nullable().optional(),
    email: email.nullable().optional(),
    language: z.enum(LANGUAGES).optional(),
    groups: groups.optional(),
    preferredFactors: z.array(z.enum(OFFERED_FACTORS)).max(OFFERED_FACTORS.length).optional(),
    roles: z
      .array(z.enum(["owner", "administrator", "helpdesk", "auditor"]))
      .max(4)
      .optional(),
  }),
  responses: { 200: userAnswer },
  errors: ["not_found", "conflict"],
  async handle({ params, body: { roles, ...profile }, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    if (roles !== undefined) await assertGivesRoles(deps, principal);
    const changes = { ...profile, ...(roles === undefined ? {} : { roles: distinctRoles(roles) }) };
    const changed = await changeProfile(deps, caller(), user.id, changes, (current) =>
      assertMay(principal, current, { roles: roles !== undefined, groups: profile.groups !== undefined }),
    );
    // A thief of a session would have every later letter sent elsewhere.
    if (changed.before.email !== changed.user.email)
      deps.notices.tell(changed.before, { kind: "address_changed" }, changed.now);
    return { status: 200, body: userView(changed.user, deps.factors) };
  },
});

/** Roles are given by an owner, or by the environment's key while nobody administers. */
async function assertGivesRoles(deps: Deps, principal: Principal): Promise<void> {
  if (principal.kind === "person" && principal.roles.includes("owner")) return;
  if (!isEnvironmentKey(principal)) throw new LatchkeyError("forbidden", "Only an owner gives roles.");
  await limitEnvironmentKey(deps, principal);
}

/**
 * Users change their own name and address; groups, which policy goes by, and everything of others take a role. No
 * application changes a user who holds one: a stolen key could put an owner where policy skips the second step, or have
 * the notices to them sent elsewhere.
 */
function assertMay(principal: Principal, user: User, changes: { roles: boolean; groups: boolean }): void {
  if (principal.kind !== "person") {
    if (user.roles.length === 0 || isEnvironmentKey(principal)) return;
    throw new LatchkeyError("forbidden", "Only people change a user who holds a role.");
  }
  if (changes.roles) assertNotOwnRoles(principal.user.id, user);
  const isOwn = principal.user.id === user.id;
  if (!isOwn) assertOutranks(principal.roles, user);
  const administers = principal.roles.includes("owner") || principal.roles.includes("administrator");
  if (isOwn && changes.groups && !administers)
    throw new LatchkeyError("forbidden", "An administrator puts users into groups.");
}

export const changeUserRoutes: readonly Route[] = [changeRoute];
