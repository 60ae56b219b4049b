import type { Collection } from "mongodb";
import type { AuditCount, AuditStore } from "../audit.js";
import type { AuditDocument } from "./audit.js";
import { idsWithin } from "./audit-query.js";

/** Characters of an `_id` that name the interval it lies in. */
const INTERVAL_LENGTH = { hour: "2026-11-24T12".length, day: "2026-11-24".length };
const MOST_REFUSALS = 50_000;
const TIME_LIMIT_MS = 7_000;

/** What the charts count. */
export function createAuditCounts(
  entries: Collection<AuditDocument>,
): Pick<AuditStore, "count" | "mostRefused"> {
  return {
    async count(actions, { interval, ...span }) {
      // Everything that is counted is in the index, so that no document is read.
      const rows = entries.aggregate<{ _id: Omit<AuditCount, "count">; count: number }>(
        [
          { $match: { action: { $in: actions }, _id: idsWithin(span) } },
          { $project: { _id: 1, action: 1, outcome: 1, factor: 1 } },
          {
            $group: {
              _id: {
                interval: { $substrBytes: ["$_id", 0, INTERVAL_LENGTH[interval]] },
                action: "$action",
                outcome: "$outcome",
                factor: "$factor",
              },
              count: { $sum: 1 },
            },
          },
          { $sort: { _id: 1 } },
        ],
        { hint: "search action", maxTimeMS: TIME_LIMIT_MS },
      );
      return (await rows.toArray()).map(({ _id, count }) => ({ ..._id, count }));
    },

    async mostRefused(span, limit) {
      const rows = entries.aggregate<{ user: string; count: number }>(
        [
          { $match: { outcome: "refused", _id: idsWithin(span) } },
          { $sort: { _id: -1 } },
          { $limit: MOST_REFUSALS },
          { $match: { user: { $gt: "" } } },
          {
            $group: {
              _id: "$userId",
              user: { $first: "$user" },
              count: { $sum: { $add: [1, { $ifNull: ["$repeated", 0] }] } },
            },
          },
          { $sort: { count: -1, _id: 1 } },
          { $limit: limit },
          { $project: { _id: 0, user: 1, count: 1 } },
        ],
        { hint: "search outcome", maxTimeMS: TIME_LIMIT_MS },
      );
      return rows.toArray();
    },
  };
}
