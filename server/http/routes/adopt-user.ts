import { adopt } from "../../people/directory/adopt.js";
import { readUser } from "../../people/users.js";
import { connectedOf } from "../connected-directory.js";
import { maySetPassword } from "../may-set-password.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";
import { userAnswer, userView } from "./users.js";

const adoptRoute = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/directory",
  summary:
    "Hand a user over to the directory's entry of their name, which checks their password from then on",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  params: userPath,
  responses: { 200: userAnswer },
  errors: ["not_found", "conflict"],
  async handle({ params, deps, principal, caller }) {
    const { directory } = connectedOf(deps);
    const { user } = await readUser(deps, params.username);
    const may = maySetPassword(principal, deps.factors);
    return { status: 200, body: userView(await adopt(deps, directory, caller(), user, may), deps.factors) };
  },
});

export const adoptUserRoutes: readonly Route[] = [adoptRoute];
