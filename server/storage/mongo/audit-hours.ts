import type { Collection } from "mongodb";
import type { AttemptCount, AuditHour, AuditHourStore, HourSpan, RefusalCount } from "../audit-hours.js";
import type { AuditDocument } from "./audit.js";
import { idsWithin } from "./audit-query.js";

export type AuditHourDocument = Omit<AuditHour, "hour"> & { _id: string };
/** How far the hours are kept. */
export interface AuditHoursMark {
  _id: string;
  until: Date;
}

/** Characters of an `_id` that name the hour it lies in. */
const HOUR_LENGTH = "2026-11-24T12".length;
/** A bound for a span that nobody has counted yet; the newest count. */
const MOST_REFUSALS = 50_000;
const MOST_REFUSED_AN_HOUR = 50;
const TIME_LIMIT_MS = 7_000;
const MARK = "kept";

type Counted<T> = { _id: T & { hour: string }; count: number };

export function createAuditHourStore(
  entries: Collection<AuditDocument>,
  hours: Collection<AuditHourDocument>,
  marks: Collection<AuditHoursMark>,
): AuditHourStore {
  const hour = { $substrBytes: ["$_id", 0, HOUR_LENGTH] };

  /** What was evaluated. Everything that is counted is in the index, so that no document is read. */
  const answered = (actions: readonly string[], span: HourSpan) =>
    entries
      .aggregate<Counted<Omit<AttemptCount, "count">>>(
        [
          {
            $match: {
              action: { $in: [...actions] },
              _id: idsWithin(span),
              outcome: { $in: ["success", "failure"] },
            },
          },
          { $project: { _id: 1, action: 1, outcome: 1, factor: 1 } },
          {
            $group: {
              _id: { hour, action: "$action", outcome: "$outcome", factor: "$factor" },
              count: { $sum: 1 },
            },
          },
        ],
        { hint: "search action", maxTimeMS: TIME_LIMIT_MS },
      )
      .toArray();

  /** An entry stands for a block's first refusal and for those that it repeats. */
  const refused = (span: HourSpan) =>
    entries
      .aggregate<Counted<Pick<AttemptCount, "action" | "factor"> & { userId: string; user: string | null }>>(
        [
          { $match: { outcome: "refused", _id: idsWithin(span) } },
          { $sort: { _id: -1 } },
          { $limit: MOST_REFUSALS },
          {
            $group: {
              _id: { hour, action: "$action", factor: "$factor", userId: "$userId", user: "$user" },
              count: { $sum: { $add: [1, { $ifNull: ["$repeated", 0] }] } },
            },
          },
        ],
        { hint: "search outcome", maxTimeMS: TIME_LIMIT_MS },
      )
      .toArray();

  return {
    async count(actions, span) {
      const [evaluated, refusals] = await Promise.all([answered(actions, span), refused(span)]);
      const counted = new Map<string, AuditHour>();
      const hourOf = (name: string): AuditHour => {
        const known = counted.get(name) ?? { hour: name, attempts: [], refusals: [] };
        counted.set(name, known);
        return known;
      };
      for (const { _id, count } of evaluated) {
        const { hour: name, ...of } = _id;
        hourOf(name).attempts.push({ ...of, count });
      }
      for (const { _id, count } of refusals) {
        const { action, factor, userId, user } = _id;
        const of = hourOf(_id.hour);
        if (actions.includes(action)) add(of.attempts, { action, outcome: "refused", factor, count });
        if (user !== null) addRefusal(of.refusals, { userId, user, count });
      }
      for (const of of counted.values())
        of.refusals = of.refusals.sort((a, b) => b.count - a.count).slice(0, MOST_REFUSED_AN_HOUR);
      return [...counted.values()].sort((a, b) => (a.hour < b.hour ? -1 : 1));
    },

    begin: async () => (await entries.findOne({}, { sort: { _id: 1 }, projection: { at: 1 } }))?.at ?? null,

    keptUntil: async () => (await marks.findOne({ _id: MARK }))?.until ?? null,

    async keep(counted, until) {
      const writes = counted.map(({ hour: _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement, upsert: true },
      }));
      if (writes.length > 0) await hours.bulkWrite(writes);
      await marks.updateOne({ _id: MARK }, { $max: { until } }, { upsert: true });
    },

    async kept(span) {
      const rows = await hours
        .find({ _id: { $gte: hourName(span.from), $lte: hourName(span.to) } })
        .sort({ _id: 1 })
        .toArray();
      return rows.map(({ _id, ...of }) => ({ hour: _id, ...of }));
    },
  };
}

function hourName(at: Date): string {
  return at.toISOString().slice(0, HOUR_LENGTH);
}

function add(attempts: AttemptCount[], one: AttemptCount): void {
  const { action, outcome, factor, count } = one;
  const known = attempts.find((of) => of.action === action && of.outcome === outcome && of.factor === factor);
  if (known) known.count += count;
  else attempts.push(one);
}

function addRefusal(refusals: RefusalCount[], one: RefusalCount): void {
  const known = refusals.find(({ userId }) => userId === one.userId);
  if (known) known.count += one.count;
  else refusals.push(one);
}
