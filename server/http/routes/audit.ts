import { z } from "zod";
import { auditFilter, auditFilterQuery, MAY_READ_AUDIT } from "../audit-filter.js";
import { applicationNames, auditEntryAnswer, auditEntryView } from "../audit-view.js";
import { defineRoute, type Route } from "../route.js";
import { auditExportRoute } from "./audit-export.js";
import { auditOutboxRoute } from "./audit-outbox.js";
import { auditRetentionRoute } from "./audit-retention.js";
import { auditStateRoute } from "./audit-state.js";
import { auditSummaryRoute } from "./audit-summary.js";
import { auditTailRoute } from "./audit-tail.js";

const PAGE = 100;
const LARGEST_PAGE = 500;

const search = defineRoute({
  method: "get",
  path: "/api/v1/audit",
  summary: "The audit trail, newest first, page by page",
  access: MAY_READ_AUDIT,
  query: auditFilterQuery.extend({
    cursor: z.string().max(128).optional().describe("`cursor` of the page before."),
    limit: z.coerce.number<string>().int().min(1).max(LARGEST_PAGE).default(PAGE),
  }),
  responses: { 200: z.strictObject({ entries: z.array(auditEntryAnswer), cursor: z.string().optional() }) },
  async handle({ query: { cursor, limit, ...filters }, deps }) {
    const filter = await auditFilter(deps, filters);
    const after = cursor === "" ? undefined : cursor;
    const found = await deps.storage.audit.search(filter, { limit: limit + 1, after });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const names = await applicationNames(deps, page);
    const entries = page.map((entry) => auditEntryView(entry, names));
    return { status: 200, body: { entries, ...(last ? { cursor: last.id } : {}) } };
  },
});

export const auditRoutes: readonly Route[] = [
  search,
  auditExportRoute,
  auditOutboxRoute,
  auditRetentionRoute,
  auditSummaryRoute,
  auditStateRoute,
  auditTailRoute,
];
