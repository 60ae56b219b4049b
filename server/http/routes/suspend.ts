import { setSuspended } from "../../people/suspend.js";
import { readUser } from "../../people/users.js";
import { assertMayEnd } from "../may-end.js";
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
    errors: ["not_found", "conflict"],
    async handle({ params, deps, principal, caller }) {
      const { user } = await readUser(deps, params.username);
      const changed = await setSuspended(deps, caller(), user.id, move === "suspend", (current) =>
        assertMayEnd(principal, current, "suspend"),
      );
      return { status: 200, body: userView(changed, deps.factors) };
    },
  });
}

export const suspendRoutes: readonly Route[] = [
  suspension("suspend", "Suspend a user: nothing of theirs verifies, and they are signed out everywhere"),
  suspension("resume", "Let a suspended user go on, with the factors they had"),
];
