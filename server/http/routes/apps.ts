import { z } from "zod";
import { beginApp, confirmApp } from "../../enrolment/app.js";
import { readUser } from "../../people/users.js";
import { enrolledInSession } from "../enrolled.js";
import { enrolmentAccess as access, mayEnrol } from "../may-enrol.js";
import { defineRoute, type Route } from "../route.js";
import { credentialName, newRecoveryFields, userPath } from "../schemas.js";

const APP = { type: "totp", kind: "app" } as const;

const begin = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/totp",
  summary: "Begin the enrolment of an authenticator app; its secret is shown once",
  access,
  params: userPath,
  body: z.strictObject({ name: credentialName.default("Authenticator app") }),
  responses: {
    201: z.strictObject({
      credentialId: z.string(),
      secret: z.string(),
      otpauthUri: z.string(),
      qrSvg: z.string(),
    }),
  },
  errors: ["not_found", "conflict"],
  async handle({ params, body, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const mayChange = mayEnrol(principal, deps.factors, await deps.policy.current(), APP);
    return { status: 201, body: await beginApp(deps, caller(), user, body.name, mayChange) };
  },
});

const confirm = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/totp/:credentialId/confirm",
  summary: "Confirm an authenticator app by one of its codes",
  access,
  params: userPath.extend({ credentialId: z.string().max(64) }),
  body: z.strictObject({ code: z.string().max(64) }),
  responses: { 200: z.strictObject({ credentialId: z.string(), ...newRecoveryFields }) },
  errors: ["not_found", "verification_failed", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    const { user } = await readUser(deps, params.username);
    const mayChange = mayEnrol(principal, deps.factors, await deps.policy.current(), APP);
    mayChange(user);
    const { credentialId, factor, recovery } = await confirmApp(
      deps,
      caller(),
      user,
      params.credentialId,
      body.code,
      mayChange,
    );
    await enrolledInSession(deps, principal, user.username, factor);
    return { status: 200, body: { credentialId, ...recovery } };
  },
});

export const appRoutes: readonly Route[] = [begin, confirm];
