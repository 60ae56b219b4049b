import { z } from "zod";
import { HOUR_MS, hoursOf, mostRefused, nothing, tally } from "../../audit/numbers.js";
import { LatchkeyError } from "../../errors.js";
import { MAY_READ_AUDIT } from "../audit-filter.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const INTERVALS = {
  hour: { ms: HOUR_MS, most: 31 * 24, key: "2026-11-24T12".length },
  day: { ms: 24 * HOUR_MS, most: 400, key: "2026-11-24".length },
};
const SPAN_BY_DEFAULT_MS = 7 * 24 * HOUR_MS;
const MOST_BLOCKED = 10;

const counts = { success: z.int(), failure: z.int(), refused: z.int() };

const summary = defineRoute({
  method: "get",
  path: "/api/v1/audit/summary",
  summary: "Sign-ins and failures over time (UTC), by factor, and the users who were blocked most",
  access: MAY_READ_AUDIT,
  query: z.strictObject({
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    interval: z.enum(["hour", "day"]).default("day"),
  }),
  responses: {
    200: z.strictObject({
      interval: z.enum(["hour", "day"]),
      from: isoDate,
      to: isoDate,
      intervals: z.array(z.strictObject({ begin: isoDate, ...counts })),
      factors: z.array(z.strictObject({ factor: z.string(), ...counts })),
      mostBlocked: z.array(z.strictObject({ user: z.string(), refusals: z.int() })),
    }),
  },
  async handle({ query: { interval, ...query }, deps: { storage } }) {
    const to = query.to === undefined ? await storage.now() : new Date(query.to);
    const from =
      query.from === undefined ? new Date(to.getTime() - SPAN_BY_DEFAULT_MS) : new Date(query.from);
    const begins = intervalsOf(from, to, interval);
    const hours = await hoursOf(storage.auditHours, { from, to });
    const counted = hours.flatMap(({ hour, attempts }) => attempts.map((attempt) => ({ hour, ...attempt })));
    const { key } = INTERVALS[interval];
    const byInterval = tally(counted, ({ hour }) => hour.slice(0, key));
    const byFactor = tally(counted, ({ factor }) => factor ?? "none");
    const body = {
      interval,
      from: from.toISOString(),
      to: to.toISOString(),
      intervals: begins.map((begin) => ({ begin, ...(byInterval.get(begin.slice(0, key)) ?? nothing()) })),
      factors: [...byFactor].map(([factor, of]) => ({ factor, ...of })),
      mostBlocked: mostRefused(hours, MOST_BLOCKED).map(({ user, count }) => ({ user, refusals: count })),
    };
    return { status: 200, body };
  },
});

/** The begins of the intervals from one instant to another, each as ISO 8601. */
function intervalsOf(from: Date, to: Date, interval: keyof typeof INTERVALS): string[] {
  const { ms, most } = INTERVALS[interval];
  const first = Math.floor(from.getTime() / ms);
  const last = Math.floor(to.getTime() / ms);
  if (first > last) throw new LatchkeyError("invalid_request", "query.from: It lies after `to`.");
  if (last - first >= most)
    throw new LatchkeyError("invalid_request", `query.from: At most ${most} intervals of this kind at once.`);
  return Array.from({ length: last - first + 1 }, (_, index) => new Date((first + index) * ms).toISOString());
}

export const auditSummaryRoute: Route = summary;
