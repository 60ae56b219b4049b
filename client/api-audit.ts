/** Requests about the audit trail. Each throws ApiError. */
import { send } from "./api.js";
import type { AuditNumbers, AuditPage, OutboxDestination, TrailState } from "./api-audit-types.js";

const path = "/api/v1/audit";
const pageSize = 50;

/** searchAudit returns one page of entries, newest first; `cursor` is that of the page before. */
export function searchAudit(filter: URLSearchParams, cursor?: string): Promise<AuditPage> {
  const query = new URLSearchParams(filter);
  query.set("limit", String(pageSize));
  if (cursor !== undefined) query.set("cursor", cursor);
  return send("GET", `${path}?${query}`);
}

/** exportPath is the address of the entries as a file. */
export function exportPath(filter: URLSearchParams, format: "csv" | "jsonl"): string {
  const query = new URLSearchParams(filter);
  query.set("format", format);
  return `${path}/export?${query}`;
}

/** tailPath is the address of the stream of new entries; it takes no span. */
export function tailPath(filter: URLSearchParams): string {
  const query = new URLSearchParams(filter);
  query.delete("from");
  query.delete("to");
  return `${path}/tail?${query}`;
}

/** readNumbers counts sign-ins by hours from one instant to another. */
export function readNumbers(from: Date, to: Date): Promise<AuditNumbers> {
  const query = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), interval: "hour" });
  return send("GET", `${path}/summary?${query}`);
}

/** readOutbox returns where the trail is sent. */
export async function readOutbox(): Promise<readonly OutboxDestination[]> {
  const answer = await send<{ destinations: readonly OutboxDestination[] }>("GET", `${path}/outbox`);
  return answer.destinations;
}

/** readTrailState looks at the newest checkpoint. */
export function readTrailState(): Promise<TrailState> {
  return send("GET", `${path}/state`);
}
