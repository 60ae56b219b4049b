import { z } from "zod";
import { setPassword } from "../../people/password.js";
import { readUser } from "../../people/users.js";
import { ownSession } from "../may-change.js";
import { maySetPassword } from "../may-set-password.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";

const password = z.string().max(1024);

const set = defineRoute({
  method: "put",
  path: "/api/v1/users/:username/password",
  summary: "Set a user's password: their own, or another's by role; ends every other session of theirs",
  access: { scopes: ["users"], person: { own: true, roles: ["owner", "administrator"], elevated: true } },
  params: userPath,
  body: z.strictObject({ password }),
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params, body, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const keptSession = ownSession(principal, user);
    const change = { password: body.password, bySelf: keptSession !== null, keptSession };
    await setPassword(deps, caller(), user, change, maySetPassword(principal, deps.factors));
    return { status: 204 };
  },
});

export const passwordRoutes: readonly Route[] = [set];
