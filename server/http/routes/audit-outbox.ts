import { z } from "zod";
import { MAY_READ_AUDIT } from "../audit-filter.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const destination = z.strictObject({
  destination: z.enum(["syslog", "webhook"]),
  target: z.string().describe("Where the entries go; of a webhook only the origin."),
  deliveredUpTo: z.string().nullable().describe("Id of the entry that was delivered last."),
  deliveredAt: isoDate.nullable(),
  lag: z.int().describe("Entries that the destination does not have yet."),
  oldest: isoDate.nullable().describe("Instant of the oldest of them."),
  overdue: z.boolean().describe("Whether it has waited for more than 15 minutes."),
  failure: z
    .strictObject({ since: isoDate, at: isoDate, message: z.string() })
    .nullable()
    .describe("Why the last delivery failed, and since when they all do."),
});

const outbox = defineRoute({
  method: "get",
  path: "/api/v1/audit/outbox",
  summary:
    "Where the audit trail is sent, how far each destination has come, and why it has not come further",
  access: MAY_READ_AUDIT,
  responses: { 200: z.strictObject({ destinations: z.array(destination) }) },
  async handle({ deps }) {
    const states = await Promise.all(deps.outboxes.map((of) => of.state()));
    const destinations = states.map(({ deliveredAt, oldest, failure, ...state }) => ({
      ...state,
      deliveredAt: deliveredAt?.toISOString() ?? null,
      oldest: oldest?.toISOString() ?? null,
      failure: failure && {
        since: failure.since.toISOString(),
        at: failure.at.toISOString(),
        message: failure.message,
      },
    }));
    return { status: 200, body: { destinations } };
  },
});

export const auditOutboxRoute: Route = outbox;
