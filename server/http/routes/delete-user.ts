import { deleteUser } from "../../people/delete-user.js";
import { readUser } from "../../people/users.js";
import { assertMayEnd } from "../may-end.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";

const deleteRoute = defineRoute({
  method: "delete",
  path: "/api/v1/users/:username",
  summary: "Delete a user for good; hardware tokens go back to the stock, suspended",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  params: userPath,
  responses: { 204: null },
  errors: ["not_found", "conflict"],
  async handle({ params, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    await deleteUser(deps, caller(), user.id, (current) => assertMayEnd(principal, current, "delete"));
    return { status: 204 };
  },
});

export const deleteUserRoutes: readonly Route[] = [deleteRoute];
