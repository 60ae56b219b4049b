import { z } from "zod";
import { LatchkeyError } from "../../errors.js";
import { setPassword } from "../../people/password.js";
import { issuePasswordLink, setPasswordByLink } from "../../people/password-link.js";
import { readUser } from "../../people/users.js";
import { ownSession } from "../may-change.js";
import { maySetPassword } from "../may-set-password.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";
import { visitor } from "../visitor.js";

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

const issueLink = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/password-link",
  summary: "Issue a single-use link by which a user sets their password, good for a day",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  params: userPath,
  responses: { 201: z.strictObject({ url: z.string(), expiresAt: isoDate }) },
  errors: ["not_found"],
  async handle({ params, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    if (ownSession(principal, user) !== null) {
      throw new LatchkeyError("forbidden", "Links are for others: change your own password in your profile.");
    }
    const may = maySetPassword(principal, deps.factors);
    const { url, expiresAt } = await issuePasswordLink(deps, caller(), user, may);
    return { status: 201, body: { url, expiresAt: expiresAt.toISOString() } };
  },
});

const useLink = defineRoute({
  method: "post",
  path: "/api/v1/password-link",
  summary: "Set the password by a link; a weak one leaves the link good",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ token: z.string().min(1).max(128), password }),
  responses: { 204: null },
  errors: ["unauthenticated", "forbidden"],
  async handle({ body, deps, ctx }) {
    await setPasswordByLink(deps, visitor(ctx, deps), body);
    return { status: 204 };
  },
});

export const passwordRoutes: readonly Route[] = [set, issueLink, useLink];
