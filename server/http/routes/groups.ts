import { z } from "zod";
import type { Deps } from "../../deps.js";
import type { MayChange } from "../../enrolment/may-change.js";
import { LatchkeyError } from "../../errors.js";
import { changeMembers } from "../../people/group-members.js";
import { deleteGroup, type GroupRights, listGroups, renameGroup } from "../../people/groups.js";
import { limitEnvironmentKey } from "../environment-key.js";
import type { Principal } from "../principal.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { groupName, username } from "../schemas.js";
import { MAY_READ_USERS } from "../user-filter.js";

const MAY_CHANGE_GROUPS = {
  scopes: ["users"],
  person: { roles: ["owner", "administrator"], elevated: true },
} as const;

const groupPath = z.object({ group: groupName });
const MOST_MEMBERS = 1000;

const row = z.strictObject({
  username: z.string(),
  outcome: z.enum(["added", "removed", "unchanged", "refused"]),
  code: z.string().optional(),
  message: z.string().optional(),
});

const moved = z.strictObject({
  changed: z.int().describe("Users who were moved."),
  refused: z.array(row).describe("Users who stay, and why."),
});

const list = defineRoute({
  method: "get",
  path: "/api/v1/groups",
  summary: "Groups by name: how many are in each, who of them is protected, and whether the policy names it",
  access: MAY_READ_USERS,
  responses: {
    200: z.strictObject({
      groups: z.array(
        z.strictObject({
          name: z.string(),
          members: z.int().describe("Suspended ones too."),
          suspended: z.int(),
          protectedMembers: z.int().describe("Not suspended, with a second factor."),
          unprotectedMembers: z.int().describe("Not suspended, without one."),
          policy: z.strictObject({
            enforced: z.boolean(),
            exempt: z.boolean(),
            rules: z.boolean().describe("It has rules of its own."),
          }),
        }),
      ),
    }),
  },
  async handle({ deps }) {
    return { status: 200, body: { groups: await listGroups(deps) } };
  },
});

const members = defineRoute({
  method: "post",
  path: "/api/v1/groups/:group/members",
  summary: "Put users into a group, and take users out of it; a group begins with its first member",
  access: MAY_CHANGE_GROUPS,
  params: groupPath,
  body: z.strictObject({
    add: z.array(username).max(MOST_MEMBERS).default([]),
    remove: z.array(username).max(MOST_MEMBERS).default([]),
  }),
  responses: { 200: z.strictObject({ results: z.array(row) }) },
  async handle({ params, body, deps, principal, caller }) {
    const results = await changeMembers(deps, caller(), params.group, body, mayChangeGroups(principal));
    return { status: 200, body: { results } };
  },
});

const rename = defineRoute({
  method: "post",
  path: "/api/v1/groups/:group/rename",
  summary: "Give a group another name, for its members and in the policy",
  access: MAY_CHANGE_GROUPS,
  params: groupPath,
  body: z.strictObject({
    name: groupName,
    merge: z.boolean().default(false).describe("Whether the name may be that of a group that exists."),
  }),
  responses: { 200: moved },
  errors: ["not_found", "conflict"],
  async handle({ params, body: { name: to, merge }, deps, principal, caller }) {
    const change = { name: params.group, to, merge };
    return { status: 200, body: await renameGroup(deps, caller(), change, rightsOf(deps, principal)) };
  },
});

const remove = defineRoute({
  method: "delete",
  path: "/api/v1/groups/:group",
  summary: "Take everybody out of a group, which is gone then; not while the policy names it",
  access: MAY_CHANGE_GROUPS,
  params: groupPath,
  responses: { 200: moved },
  errors: ["not_found", "conflict"],
  async handle({ params, deps, principal, caller }) {
    return {
      status: 200,
      body: await deleteGroup(deps, caller(), params.group, mayChangeGroups(principal)),
    };
  },
});

/** People must outrank others, as for every change of a user; applications leave those who hold a role alone. */
function mayChangeGroups(principal: Principal): MayChange {
  return (user) => {
    if (principal.kind === "person") {
      if (principal.user.id !== user.id) assertOutranks(principal.roles, user);
    } else if (user.roles.length > 0) {
      throw new LatchkeyError("forbidden", "Only people change the groups of a user who holds a role.");
    }
  };
}

function rightsOf(deps: Deps, principal: Principal): GroupRights {
  return {
    mayChange: mayChangeGroups(principal),
    trustedProxies: deps.config.trustedProxies,
    async mayChangePolicy() {
      // Whoever gets here as a person is an owner or an administrator, who may.
      if (principal.kind === "person") return;
      await limitEnvironmentKey(deps, principal);
      if (principal.kind === "application" && principal.application.scopes.includes("admin")) return;
      throw new LatchkeyError(
        "forbidden",
        "The policy names this group: renaming it needs an application with the scope admin.",
      );
    },
  };
}

export const groupRoutes: readonly Route[] = [list, members, rename, remove];
