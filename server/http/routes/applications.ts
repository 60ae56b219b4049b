import { z } from "zod";
import { defineRoute, type Route } from "../route.js";
import { scopes } from "../schemas.js";

/** RFC 6749 §3.1.2: absolute, without a fragment; http only for loopback. */
const redirectUri = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine((uri) => !uri.includes("#"), "A redirect URI has no fragment.")
  .refine(
    (uri) =>
      URL.canParse(uri) &&
      (uri.startsWith("https:") || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(uri).hostname)),
    "A redirect URI is https unless its host is this machine.",
  );

const createApplication = defineRoute({
  method: "post",
  path: "/api/v1/applications",
  summary: "Register a relying application; its key is shown once",
  access: {
    scopes: ["admin"],
    administrative: true,
    person: { roles: ["owner", "administrator"], elevated: true },
  },
  body: z.strictObject({
    name: z.string().trim().min(1).max(128),
    scopes: scopes.default(["verify"]),
    redirectUris: z.array(redirectUri).max(32).default([]),
    mayStateIp: z.boolean().default(false),
    recovery: z.boolean().default(false),
    unknownUsers: z.enum(["refuse", "create", "skip"]).default("refuse"),
  }),
  responses: { 201: z.strictObject({ applicationId: z.string(), apiKey: z.string() }) },
  async handle({ body, deps, caller }) {
    const { application, apiKey } = await deps.applications.register(body);
    await deps.audit.record(caller(), {
      at: application.createdAt,
      action: "application.create",
      outcome: "success",
      user: null,
      userId: null,
      factor: null,
      credentialId: null,
      detail: { applicationId: application.id, name: application.name, scopes: application.scopes.join(" ") },
    });
    return { status: 201, body: { applicationId: application.id, apiKey } };
  },
});

export const applicationRoutes: readonly Route[] = [createApplication];
