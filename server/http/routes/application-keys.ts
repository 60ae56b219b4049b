import { z } from "zod";
import { addApplicationKey, revokeApplicationKey } from "../../access/manage-applications.js";
import { keyLifetime, SAYS_TWO_ENDS, saysOneEnd } from "../application-view.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";
import { MAY_CHANGE_APPLICATIONS } from "./applications.js";

const path = "/api/v1/applications/:applicationId/keys";
const params = z.object({ applicationId: z.string().max(64) });

/** Longest time that the old keys of a rotation go on, where one is named. */
const LONGEST_OVERLAP_SECONDS = 90 * 24 * 3600;

const create = defineRoute({
  method: "post",
  path,
  summary: "Give a relying application a new key, shown once; the others go on until revoked, or for a while",
  access: MAY_CHANGE_APPLICATIONS,
  params,
  body: z
    .strictObject({
      ...keyLifetime,
      overlapSeconds: z
        .int()
        .min(0)
        .max(LONGEST_OVERLAP_SECONDS)
        .optional()
        .describe("The application's other keys end so long from now; without it they go on."),
    })
    .refine(saysOneEnd, SAYS_TWO_ENDS),
  responses: {
    201: z.strictObject({ keyId: z.string(), apiKey: z.string(), expiresAt: isoDate.nullable() }),
  },
  errors: ["not_found", "conflict"],
  async handle({ params: { applicationId }, body, deps, caller }) {
    const { apiKey, key } = await addApplicationKey(deps, caller(), applicationId, body);
    const expiresAt = key.expiresAt?.toISOString() ?? null;
    return { status: 201, body: { keyId: key.id, apiKey, expiresAt } };
  },
});

const revoke = defineRoute({
  method: "delete",
  path: `${path}/:keyId`,
  summary: "Revoke a key of a relying application, at once",
  access: MAY_CHANGE_APPLICATIONS,
  params: params.extend({ keyId: z.string().max(64) }),
  responses: { 204: null },
  errors: ["not_found"],
  async handle({ params: { applicationId, keyId }, deps, caller }) {
    await revokeApplicationKey(deps, caller(), applicationId, keyId);
    return { status: 204 };
  },
});

export const applicationKeyRoutes: readonly Route[] = [create, revoke];
