import { z } from "zod";
import type { Deps } from "../deps.js";
import type { StoredAuditEntry } from "../storage/audit.js";
import { isoDate } from "./schemas.js";

/** An entry of the audit trail as it is answered. */
export const auditEntryAnswer = z.strictObject({
  id: z.string(),
  at: isoDate,
  action: z.string(),
  outcome: z.enum(["success", "failure", "refused"]),
  actor: z.string(),
  user: z.string().nullable(),
  factor: z.string().nullable(),
  credentialId: z.string().nullable(),
  application: z.string().nullable(),
  applicationName: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string(),
  repeated: z.int().describe("Further refusals of the same block."),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  instance: z.string(),
  seq: z.int(),
  hash: z.string(),
});

export type AuditEntryAnswer = z.output<typeof auditEntryAnswer>;

/** People know applications by their names; one that is gone has only its id. */
export async function applicationNames(
  { applications }: Pick<Deps, "applications">,
  entries: readonly { application: string | null }[],
): Promise<Map<string, string>> {
  const ids = new Set(entries.flatMap(({ application }) => application ?? []));
  const found = await Promise.all([...ids].map((id) => applications.byId(id)));
  return new Map(found.flatMap((application) => (application ? [[application.id, application.name]] : [])));
}

/** @param names of applications by their ids */
export function auditEntryView(
  { prev, userId, idFits, at, application, ...entry }: StoredAuditEntry,
  names: ReadonlyMap<string, string>,
): AuditEntryAnswer {
  const applicationName = application === null ? null : (names.get(application) ?? null);
  return { ...entry, at: at.toISOString(), application, applicationName };
}
