import { z } from "zod";
import { disableSecondFactor } from "../../enrolment/disable.js";
import { renewRecoverySecret } from "../../enrolment/recovery.js";
import { renameCredential, revokeCredential } from "../../enrolment/revoke.js";
import { unblock } from "../../enrolment/unblock.js";
import { LatchkeyError } from "../../errors.js";
import { readUser } from "../../people/users.js";
import { mayChange, ownSession } from "../may-change.js";
import { defineRoute, type Route } from "../route.js";
import { credentialName, newRecoveryFields, userPath } from "../schemas.js";
import { credentialAnswer, userView } from "./users.js";

const path = "/api/v1/users/:username/credentials/:credentialId";
const params = userPath.extend({ credentialId: z.string().max(64) });
const access = {
  scopes: ["users"],
  person: { own: true, roles: ["owner", "administrator", "helpdesk"], elevated: true },
} as const;

const rename = defineRoute({
  method: "patch",
  path,
  summary: "Give an authenticator another name",
  access,
  params,
  body: z.strictObject({ name: credentialName }),
  responses: { 200: credentialAnswer },
  errors: ["not_found"],
  async handle({ params: { username, credentialId }, body, deps, principal, caller }) {
    const { user } = await readUser(deps, username);
    const change = { credentialId, name: body.name };
    const renamed = await renameCredential(
      deps,
      caller(),
      user.id,
      change,
      mayChange(principal, deps.factors),
    );
    return {
      status: 200,
      body: userView(renamed, deps.factors).credentials.find(({ id }) => id === credentialId),
    };
  },
});

const revoke = defineRoute({
  method: "delete",
  path,
  summary: "Revoke an authenticator; with the last one the recovery key ends too",
  access,
  params,
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params: { username, credentialId }, deps, principal, caller }) {
    const { user } = await readUser(deps, username);
    const change = { credentialId, keptSession: ownSession(principal, user) };
    await revokeCredential(deps, caller(), user.id, change, mayChange(principal, deps.factors));
    return { status: 204 };
  },
});

const disable = defineRoute({
  method: "delete",
  path: "/api/v1/users/:username/second-factor",
  summary: "Disable the second factor: every authenticator and the recovery key end",
  access,
  params: userPath,
  responses: { 204: null },
  errors: ["not_found", "not_enrolled", "conflict"],
  async handle({ params: { username }, deps, principal, caller }) {
    const { user } = await readUser(deps, username);
    await disableSecondFactor(
      deps,
      caller(),
      user.id,
      ownSession(principal, user),
      mayChange(principal, deps.factors),
    );
    return { status: 204 };
  },
});

const recoveryKey = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/recovery-key",
  summary: "Make a new recovery key, or ten codes where policy has those; shown once, and the old ones end",
  access: {
    scopes: ["users"],
    person: { own: true, roles: ["owner", "administrator"], elevated: true },
  },
  params: userPath,
  responses: { 201: z.strictObject(newRecoveryFields) },
  errors: ["not_found", "not_enrolled"],
  async handle({ params: { username }, deps, principal, caller }) {
    const { user } = await readUser(deps, username);
    const made = await renewRecoverySecret(deps, caller(), user.id, mayChange(principal, deps.factors));
    return { status: 201, body: made };
  },
});

const unblockUser = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/unblock",
  summary: "Lift a user's block",
  access: {
    scopes: ["users"],
    person: { roles: ["owner", "administrator", "helpdesk"], elevated: true },
  },
  params: userPath,
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params: { username }, deps, principal, caller }) {
    const { user } = await readUser(deps, username);
    // Otherwise whoever took over a session could go on guessing without end.
    if (ownSession(principal, user) !== null)
      throw new LatchkeyError("forbidden", "Somebody else has to lift your block.");
    await unblock(deps, caller(), user.id, mayChange(principal, deps.factors));
    return { status: 204 };
  },
});

export const credentialRoutes: readonly Route[] = [rename, revoke, disable, recoveryKey, unblockUser];
