import { Readable } from "node:stream";
import { z } from "zod";
import { csvLine } from "../../../tokens/seeds/index.js";
import type { AuditFact } from "../../audit/audit.js";
import type { Deps } from "../../deps.js";
import type { AuditFilter, StoredAuditEntry } from "../../storage/audit.js";
import { auditFilter, auditFilterQuery, MAY_READ_AUDIT } from "../audit-filter.js";
import { applicationNames } from "../audit-view.js";
import { defineRoute, type Route } from "../route.js";

const PAGE = 500;
const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" };

const exportAudit = defineRoute({
  method: "get",
  path: "/api/v1/audit/export",
  summary:
    "The audit trail, newest first, as a file: CSV for spreadsheets, or JSON Lines with the chain's hashes",
  access: MAY_READ_AUDIT,
  query: auditFilterQuery.extend({ format: z.enum(["csv", "jsonl"]).default("csv") }),
  responses: { 200: z.string() },
  streams: Object.values(TYPES),
  async handle({ query: { format, ...filters }, deps, caller }) {
    const filter = await auditFilter(deps, filters);
    const { user, ...rest } = filters;
    await deps.audit.record(caller(), await exportFact(deps, format, filter, rest));
    const lines = format === "csv" ? csvLines(deps, filter) : jsonLines(deps, filter);
    const fileName = `latchkey-audit.${format}`;
    return { status: 200, stream: { type: TYPES[format], body: Readable.from(lines), fileName } };
  },
});

/** That somebody took the trail away; for whom, where they asked for one user that exists. */
async function exportFact(
  { storage }: Pick<Deps, "storage">,
  format: string,
  { userId }: AuditFilter,
  filters: Record<string, string | undefined>,
): Promise<AuditFact> {
  const read = userId === undefined ? null : await storage.users.read(userId);
  const given = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[`filter ${name}`, value] as const],
  );
  return {
    at: await storage.now(),
    action: "audit.export",
    outcome: "success",
    user: read && !read.user.decoy ? read.user.username : null,
    userId: userId ?? null,
    factor: null,
    credentialId: null,
    detail: { format, ...Object.fromEntries(given) },
  };
}

async function* pages(
  { storage }: Pick<Deps, "storage">,
  filter: AuditFilter,
): AsyncGenerator<StoredAuditEntry[]> {
  let after: string | undefined;
  for (;;) {
    const page = await storage.audit.search(filter, { limit: PAGE, after });
    yield page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

const COLUMNS = [
  "at",
  "action",
  "outcome",
  "actor",
  "user",
  "factor",
  "credentialId",
  "application",
  "applicationName",
  "ip",
  "requestId",
  "repeated",
  "detail",
] as const;

async function* csvLines(deps: Deps, filter: AuditFilter): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of pages(deps, filter)) {
    const names = await applicationNames(deps, page);
    yield page
      .map((entry) => {
        const { at, detail, application } = entry;
        const cells = {
          ...entry,
          at: at.toISOString(),
          applicationName: application === null ? null : names.get(application),
          detail: detail === undefined ? null : JSON.stringify(detail),
        };
        return csvLine(COLUMNS.map((column) => cells[column]));
      })
      .join("");
  }
}

/** Everything that an entry's hash is made of, so that the file can be checked against the chain later. */
async function* jsonLines(deps: Deps, filter: AuditFilter): AsyncGenerator<string> {
  for await (const page of pages(deps, filter)) {
    yield page.map(({ idFits, ...entry }) => `${JSON.stringify(entry)}\n`).join("");
  }
}

export const auditExportRoute: Route = exportAudit;
