import { z } from "zod";
import { MAY_READ_AUDIT } from "../audit-filter.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const MOST_SHOWN = 100;

const archive = z.strictObject({
  number: z.int(),
  file: z.string(),
  from: isoDate,
  to: isoDate,
  entries: z.int(),
  at: isoDate.describe("When it was made."),
  removed: z
    .boolean()
    .describe("Whether its entries are out of the trail; while they are being deleted they are not."),
});

const retention = defineRoute({
  method: "get",
  path: "/api/v1/audit/retention",
  summary:
    "How long entries of the audit trail are kept, and the archives of older ones, the newest 100 first",
  access: MAY_READ_AUDIT,
  responses: {
    200: z.strictObject({
      days: z.int().nullable().describe("Null keeps all."),
      directory: z.string().describe("Folder of the archives, on the machine of the process that answers."),
      oldest: isoDate.nullable().describe("Instant of the oldest entry that is kept."),
      lastRun: z.strictObject({ at: isoDate, failure: z.string().nullable() }).nullable(),
      archives: z.array(archive),
    }),
  },
  async handle({ deps: { storage, retention: job } }) {
    const [archives, lastRun, oldest] = await Promise.all([
      storage.auditArchives.newest(MOST_SHOWN),
      storage.auditArchives.lastRun(),
      storage.auditHours.begin(),
    ]);
    const { days, directory } = job.settings;
    const body = {
      days,
      directory,
      oldest: oldest?.toISOString() ?? null,
      lastRun: lastRun && { at: lastRun.at.toISOString(), failure: lastRun.failure },
      archives: archives.map(({ number, file, from, to, entries, at, removed }) => ({
        number,
        file,
        from: from.toISOString(),
        to: to.toISOString(),
        entries,
        at: at.toISOString(),
        removed,
      })),
    };
    return { status: 200, body };
  },
});

export const auditRetentionRoute: Route = retention;
