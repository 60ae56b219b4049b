import { z } from "zod";
import { beginDevice, registerDevice } from "../../enrolment/device.js";
import { readUser } from "../../people/users.js";
import { enrolledInSession } from "../enrolled.js";
import { enrolmentAccess, mayEnrol } from "../may-enrol.js";
import { defineRoute, type Route } from "../route.js";
import { credentialName, newRecoveryFields, userPath, userVerification } from "../schemas.js";

const DEVICE = { type: "webauthn", kind: "device" } as const;

const options = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/webauthn/options",
  summary: "Begin the registration of a security key or passkey",
  access: enrolmentAccess,
  params: userPath,
  body: z.strictObject({
    userVerification: userVerification.default("preferred"),
    attestation: z.enum(["none", "indirect", "direct", "enterprise"]).optional(),
  }),
  responses: { 200: z.strictObject({ registrationId: z.string(), options: z.looseObject({}) }) },
  errors: ["not_found"],
  async handle({ params, body, deps, principal }) {
    const { user } = await readUser(deps, params.username);
    mayEnrol(principal, deps.factors, await deps.policy.current(), DEVICE)(user);
    return { status: 200, body: await beginDevice(deps, user, body) };
  },
});

const register = defineRoute({
  method: "post",
  path: "/api/v1/users/:username/webauthn",
  summary:
    "Register a security key or passkey with what the browser answered; a first factor brings a recovery key",
  access: enrolmentAccess,
  params: userPath,
  body: z.strictObject({
    registrationId: z.string().max(128),
    name: credentialName,
    response: z.unknown(),
  }),
  responses: {
    201: z.strictObject({ credentialId: z.string(), name: z.string(), ...newRecoveryFields }),
  },
  errors: ["invalid_registration", "not_found", "conflict"],
  async handle({ params, body, deps, principal, caller }) {
    const read = await readUser(deps, params.username);
    const mayChange = mayEnrol(principal, deps.factors, await deps.policy.current(), DEVICE);
    mayChange(read.user);
    const given = { ...body, response: body.response };
    const registered = await registerDevice(deps, caller(), read, given, mayChange);
    await enrolledInSession(deps, principal, read.user.username, "webauthn");
    return { status: 201, body: registered };
  },
});

export const deviceRoutes: readonly Route[] = [options, register];
