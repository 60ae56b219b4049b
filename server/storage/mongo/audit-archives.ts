import type { Collection, WithId } from "mongodb";
import type { AuditArchive, AuditArchiveStore, RetentionRun, StoredAuditArchive } from "../audit-archives.js";
import { isDuplicateKey } from "./errors.js";

export type ArchiveDocument = Omit<StoredAuditArchive, "number"> & { _id: number };
export type RetentionDocument = RetentionRun & { _id: string };

const RUN = "last run";

export function createAuditArchiveStore(
  archives: Collection<ArchiveDocument>,
  runs: Collection<RetentionDocument>,
): AuditArchiveStore {
  const first = (row: WithId<ArchiveDocument> | null) => row && toArchive(row);
  return {
    async add({ number, ...archive }: AuditArchive) {
      try {
        await archives.insertOne({ _id: number, ...archive, removed: false });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    last: async () => first(await archives.findOne({}, { sort: { _id: -1 } })),
    async after(number, limit) {
      const rows = await archives
        .find({ _id: { $gt: number } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return rows.map(toArchive);
    },
    async newest(limit) {
      return (await archives.find().sort({ _id: -1 }).limit(limit).toArray()).map(toArchive);
    },
    async lastOfChain(instance, before = Number.MAX_SAFE_INTEGER) {
      const filter = { "heads.instance": instance, _id: { $lt: before } };
      return first(await archives.findOne(filter, { sort: { _id: -1 } }));
    },
    async markRemoved(number) {
      await archives.updateOne({ _id: number }, { $set: { removed: true } });
    },
    async lastRun() {
      const run = await runs.findOne({ _id: RUN });
      return run && { at: run.at, failure: run.failure };
    },
    async noteRun({ at, failure }) {
      await runs.replaceOne({ _id: RUN }, { at, failure }, { upsert: true });
    },
  };
}

function toArchive({ _id, ...archive }: WithId<ArchiveDocument>): StoredAuditArchive {
  return { number: _id, ...archive };
}
