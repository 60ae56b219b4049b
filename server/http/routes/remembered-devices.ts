import { z } from "zod";
import { notFound } from "../../errors.js";
import { readUser } from "../../people/users.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";

const path = "/api/v1/users/:username/devices";

const list = defineRoute({
  method: "get",
  path,
  summary: "The browsers that a user has marked as trusted, newest first",
  access: {
    scopes: ["users"],
    person: { own: true, roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: {
    200: z.strictObject({
      devices: z.array(
        z.strictObject({
          id: z.string(),
          userAgent: z.string().nullable(),
          ip: z.string().nullable(),
          createdAt: isoDate,
          lastUsedAt: isoDate,
          expiresAt: isoDate,
        }),
      ),
    }),
  },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user } = await readUser(deps, params.username);
    const devices = await deps.storage.devices.list(user.id);
    const shown = devices.map(({ id, userAgent, ip, createdAt, lastUsedAt, expiresAt }) => ({
      id,
      userAgent,
      ip,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return { status: 200, body: { devices: shown } };
  },
});

const forget = defineRoute({
  method: "delete",
  path: `${path}/:id`,
  summary: "Forget a remembered browser: it is asked for the second step again",
  access: {
    scopes: ["users"],
    person: { own: true, roles: ["owner", "administrator", "helpdesk"], elevated: true },
  },
  params: userPath.extend({ id: z.string().max(64) }),
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params, deps, principal, caller }) {
    const { user, now } = await readUser(deps, params.username);
    if (principal.kind === "person" && principal.user.id !== user.id) assertOutranks(principal.roles, user);
    if (!(await deps.storage.devices.forget(params.id, user.id))) throw notFound("There is no such device.");
    await deps.audit.record(caller(), {
      at: now,
      action: "device.forget",
      outcome: "success",
      user: user.username,
      userId: user.id,
      factor: null,
      credentialId: null,
      detail: { device: params.id },
    });
    return { status: 204 };
  },
});

export const rememberedDeviceRoutes: readonly Route[] = [list, forget];
