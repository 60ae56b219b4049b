import { LatchkeyError } from "../../errors.js";
import { setSuspended } from "../../people/suspend.js";
import { readUser } from "../../people/users.js";
import type { User } from "../../storage/storage.js";
import type { Principal } from "../principal.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";
import { userAnswer, userView } from "./users.js";

function suspension(move: "suspend" | "resume", summary: string): Route {
  return defineRoute({
    method: "post",
    path: `/api/v1/users/:username/${move}`,
    summary,
    access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
    params: userPath,
    responses: { 200: userAnswer },
    errors: ["not_found"],
    async handle({ params, deps, principal, caller }) {
      const { user } = await readUser(deps, params.username);
      const changed = await setSuspended(deps, caller(), user.id, move === "suspend", (current) =>
        assertMaySuspend(principal, current),
      );
      return { status: 200, body: userView(changed, deps.factors) };
    },
  });
}

/** With a stolen key, or by accident, nobody shuts out those who could undo it. */
function assertMaySuspend(principal: Principal, user: User): void {
  if (principal.kind !== "person") {
    if (user.roles.length === 0) return;
    throw new LatchkeyError("forbidden", "Only people suspend a user who holds a role.");
  }
  if (principal.user.id === user.id) throw new LatchkeyError("forbidden", "Nobody suspends themselves.");
  assertOutranks(principal.roles, user);
}

export const suspendRoutes: readonly Route[] = [
  suspension("suspend", "Suspend a user: nothing of theirs verifies, and they are signed out everywhere"),
  suspension("resume", "Let a suspended user go on, with the factors they had"),
];
