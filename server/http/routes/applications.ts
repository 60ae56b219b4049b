import { z } from "zod";
import {
  changeApplication,
  deleteApplication,
  registerApplication,
  suspendApplication,
} from "../../access/manage-applications.js";
import { notFound } from "../../errors.js";
import {
  applicationAnswer,
  applicationChanges,
  applicationSettings,
  applicationView,
  keyLifetime,
  SAYS_TWO_ENDS,
  saysOneEnd,
} from "../application-view.js";
import { defineRoute, type Route } from "../route.js";
import { scopes } from "../schemas.js";

const path = "/api/v1/applications";
const params = z.object({ applicationId: z.string().max(64) });

const MAY_READ = {
  scopes: ["admin"],
  person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
} as const;

/** Who may change applications and their keys. */
export const MAY_CHANGE_APPLICATIONS = {
  scopes: ["admin"],
  administrative: true,
  person: { roles: ["owner", "administrator"], elevated: true },
} as const;

const create = defineRoute({
  method: "post",
  path,
  summary: "Register a relying application; its key is shown once",
  access: MAY_CHANGE_APPLICATIONS,
  body: applicationSettings
    .extend({
      scopes: scopes.default(["verify"]),
      redirectUris: applicationSettings.shape.redirectUris.default([]),
      mayStateIp: z.boolean().default(false),
      recovery: z.boolean().default(false),
      unknownUsers: applicationSettings.shape.unknownUsers.default("refuse"),
      ...keyLifetime,
    })
    .refine(saysOneEnd, SAYS_TWO_ENDS),
  responses: { 201: z.strictObject({ applicationId: z.string(), apiKey: z.string() }) },
  async handle({ body: { expiresInDays, expiresAt, ...settings }, deps, caller }) {
    const lifetime = { expiresInDays, expiresAt };
    const { application, apiKey } = await registerApplication(deps, caller(), settings, lifetime);
    return { status: 201, body: { applicationId: application.id, apiKey } };
  },
});

const list = defineRoute({
  method: "get",
  path,
  summary: "Every relying application, by name, with what is known of its keys",
  access: MAY_READ,
  responses: { 200: z.strictObject({ applications: z.array(applicationAnswer) }) },
  async handle({ deps }) {
    const [applications, now] = await Promise.all([deps.storage.applications.list(), deps.storage.now()]);
    return { status: 200, body: { applications: applications.map((one) => applicationView(one, now)) } };
  },
});

const read = defineRoute({
  method: "get",
  path: `${path}/:applicationId`,
  summary: "One relying application",
  access: MAY_READ,
  params,
  responses: { 200: applicationAnswer },
  errors: ["not_found"],
  async handle({ params: { applicationId }, deps }) {
    const application = await deps.storage.applications.read(applicationId);
    if (application === null) throw notFound("There is no such application.");
    return { status: 200, body: applicationView(application, await deps.storage.now()) };
  },
});

const change = defineRoute({
  method: "patch",
  path: `${path}/:applicationId`,
  summary: "Change what a relying application is called and what it may do",
  access: MAY_CHANGE_APPLICATIONS,
  params,
  body: applicationChanges,
  responses: { 200: applicationAnswer },
  errors: ["not_found"],
  async handle({ params: { applicationId }, body, deps, caller }) {
    const application = await changeApplication(deps, caller(), applicationId, body);
    return { status: 200, body: applicationView(application, await deps.storage.now()) };
  },
});

const remove = defineRoute({
  method: "delete",
  path: `${path}/:applicationId`,
  summary: "Delete a relying application; its keys end at once",
  access: MAY_CHANGE_APPLICATIONS,
  params,
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params: { applicationId }, deps, caller }) {
    await deleteApplication(deps, caller(), applicationId);
    return { status: 204 };
  },
});

function suspension(move: "suspend" | "resume", summary: string): Route {
  return defineRoute({
    method: "post",
    path: `${path}/:applicationId/${move}`,
    summary,
    access: MAY_CHANGE_APPLICATIONS,
    params,
    responses: { 200: applicationAnswer },
    errors: ["not_found"],
    async handle({ params: { applicationId }, deps, caller }) {
      const application = await suspendApplication(deps, caller(), applicationId, move === "suspend");
      return { status: 200, body: applicationView(application, await deps.storage.now()) };
    },
  });
}

export const applicationRoutes: readonly Route[] = [
  create,
  list,
  read,
  change,
  remove,
  suspension("suspend", "Suspend a relying application: none of its keys is taken"),
  suspension("resume", "Let a suspended application go on, with the keys it had"),
];
