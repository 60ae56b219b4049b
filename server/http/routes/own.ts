import { z } from "zod";
import { userFact } from "../../audit/user-fact.js";
import { notFound } from "../../errors.js";
import { readUser } from "../../people/users.js";
import { applicationNames } from "../audit-view.js";
import { assertOutranks } from "../rank.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, userPath } from "../schemas.js";

const sessionEntry = z.strictObject({
  id: z.string(),
  createdAt: isoDate,
  expiresAt: isoDate,
  current: z.boolean(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  factor: z.string().nullable(),
});

const listSessions = defineRoute({
  method: "get",
  path: "/api/v1/users/:username/sessions",
  summary: "Where a user is signed in, newest first",
  access: {
    scopes: ["users"],
    person: { own: true, roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: { 200: z.strictObject({ sessions: z.array(sessionEntry) }) },
  errors: ["not_found"],
  async handle({ params, deps, principal }) {
    const { user } = await readUser(deps, params.username);
    const current = principal.kind === "person" ? principal.session.publicId : null;
    const sessions = await deps.storage.sessions.list(user.id);
    const entries = sessions.map(({ publicId, createdAt, expiresAt, ip, userAgent, factor }) => ({
      id: publicId,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      current: publicId === current,
      ip,
      userAgent,
      factor,
    }));
    return { status: 200, body: { sessions: entries } };
  },
});

const endSession = defineRoute({
  method: "delete",
  path: "/api/v1/users/:username/sessions/:id",
  summary: "Sign a user out in one place",
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
    if (!(await deps.storage.sessions.endOf(user.id, params.id))) throw notFound("There is no such session.");
    await deps.audit.record(caller(), {
      ...userFact("session.end", user, now),
      detail: { session: params.id },
    });
    const isCurrent = principal.kind === "person" && principal.session.publicId === params.id;
    return { status: 204, ...(isCurrent ? { session: "end" } : {}) };
  },
});

const ACTIVITY_SHOWN = 50;

const activityEntry = z.strictObject({
  at: isoDate,
  action: z.string(),
  outcome: z.enum(["success", "failure", "refused"]),
  factor: z.string().nullable(),
  application: z.string().nullable(),
  ip: z.string().nullable(),
});

const activity = defineRoute({
  method: "get",
  path: "/api/v1/users/:username/activity",
  summary: "What happened lately around a user's sign-in, newest first",
  access: {
    scopes: ["audit"],
    person: { own: true, roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: { 200: z.strictObject({ entries: z.array(activityEntry) }) },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user } = await readUser(deps, params.username);
    const entries = await deps.storage.audit.search({ userId: user.id }, { limit: ACTIVITY_SHOWN });
    const names = await applicationNames(deps, entries);
    const shown = entries.map(({ at, action, outcome, factor, application, ip }) => ({
      at: at.toISOString(),
      action,
      outcome,
      factor,
      application: application === null ? null : (names.get(application) ?? application),
      ip,
    }));
    return { status: 200, body: { entries: shown } };
  },
});

export const ownRoutes: readonly Route[] = [listSessions, endSession, activity];
