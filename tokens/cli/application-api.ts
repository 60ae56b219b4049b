import { z } from "zod";
import type { ApiClient } from "./api-client.js";

const path = "/api/v1/applications";

const applicationSchema = z.object({
  applicationId: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  suspended: z.boolean(),
  lastUsedAt: z.string().nullable(),
  keys: z.array(z.object({ standing: z.string(), expiresAt: z.string().nullable() })),
});

/** A relying application as Latchkey shows it. */
export type RemoteApplication = z.output<typeof applicationSchema>;

/** Every relying application, by name. */
export async function listApplications(api: ApiClient): Promise<RemoteApplication[]> {
  const answer = await api.call("GET", path, z.object({ applications: z.array(applicationSchema) }));
  return answer.applications;
}

const createdSchema = z.object({ applicationId: z.string(), apiKey: z.string() });

/** Registers a relying application; its key is told this once. */
export function createApplication(
  api: ApiClient,
  application: { name: string; scopes?: string[]; expiresInDays?: number },
): Promise<z.output<typeof createdSchema>> {
  return api.call("POST", path, createdSchema, application);
}

const keySchema = z.object({ keyId: z.string(), apiKey: z.string(), expiresAt: z.string().nullable() });

/** Gives a relying application a new key; its others end after `overlapSeconds`. */
export function rotateKey(
  api: ApiClient,
  applicationId: string,
  rotation: { overlapSeconds: number; expiresInDays?: number },
): Promise<z.output<typeof keySchema>> {
  return api.call("POST", `${path}/${encodeURIComponent(applicationId)}/keys`, keySchema, rotation);
}
