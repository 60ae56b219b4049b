import { type Collection, MongoBulkWriteError, type WithId } from "mongodb";
import type { AuditStore, ChainedAuditEntry, ChainHead, StoredAuditEntry } from "../audit.js";
import { auditId } from "../audit-id.js";
import { auditQuery } from "./audit-query.js";

export type AuditDocument = ChainedAuditEntry & { _id: string; repeated?: number };

const DUPLICATE_KEY = 11_000;
/** So few that a deletion stays well below the limit of an operation. */
const REMOVED_AT_ONCE = 2_000;

export function createAuditStore(entries: Collection<AuditDocument>): AuditStore {
  /** The newest stored number of a chain; -1 where it has none. */
  const lastSeq = async (instance: string): Promise<number> => {
    const last = await entries.findOne({ instance }, { sort: { seq: -1 }, projection: { seq: 1 } });
    return last?.seq ?? -1;
  };
  return {
    async append(group) {
      const documents = group.map((entry) => ({ _id: auditId(entry), ...entry }));
      const [first] = group;
      if (!first) return;
      try {
        await entries.insertMany(documents);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // Inserted again after its answer was lost: what is stored is the beginning of the group.
        const stored = await lastSeq(first.instance);
        const rest = documents.filter(({ seq }) => seq > stored);
        if (rest.length > 0) await entries.insertMany(rest);
      }
    },

    async countUp(instance, seq, refusals) {
      await entries.updateOne({ instance, seq }, { $inc: { repeated: refusals } });
    },

    async search(filter, { limit, after }) {
      const { query, hint } = auditQuery(filter, after);
      const documents = await entries.find(query).sort({ _id: -1 }).limit(limit).hint(hint).toArray();
      return documents.map(toEntry);
    },

    async heads() {
      return entries
        .aggregate<ChainHead>(
          [
            { $sort: { instance: 1, seq: -1 } },
            { $group: { _id: "$instance", seq: { $first: "$seq" }, hash: { $first: "$hash" } } },
            { $project: { _id: 0, instance: "$_id", seq: 1, hash: 1 } },
          ],
          { readConcern: { level: "majority" } },
        )
        .toArray();
    },

    async chain(instance, fromSeq, limit) {
      const documents = await entries
        .find({ instance, seq: { $gte: fromSeq } })
        .sort({ seq: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toEntry);
    },

    async remove({ instance, after, upTo }) {
      for (let last = after; last < upTo; last += REMOVED_AT_ONCE) {
        const seq = { $gt: last, $lte: Math.min(upTo, last + REMOVED_AT_ONCE) };
        await entries.deleteMany({ instance, seq });
      }
    },
  };
}

function toEntry({ _id, repeated = 0, detail, ...entry }: WithId<AuditDocument>): StoredAuditEntry {
  // A document that somebody has changed may hold anything.
  const idFits = entry.at instanceof Date && _id === auditId(entry);
  return { ...entry, ...(detail ? { detail } : {}), id: _id, idFits, repeated };
}

function isDuplicate(error: unknown): boolean {
  return (
    error instanceof MongoBulkWriteError &&
    error.code === DUPLICATE_KEY &&
    error.result.getWriteConcernError() === undefined
  );
}
