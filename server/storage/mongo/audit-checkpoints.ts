import type { Collection, WithId } from "mongodb";
import type { AuditCheckpoint, AuditCheckpointStore } from "../audit.js";
import { isDuplicateKey } from "./errors.js";

export type CheckpointDocument = Omit<AuditCheckpoint, "number"> & { _id: number };

export function createAuditCheckpointStore(
  checkpoints: Collection<CheckpointDocument>,
): AuditCheckpointStore {
  const first = (rows: WithId<CheckpointDocument> | null) => rows && toCheckpoint(rows);
  return {
    async add({ number, ...checkpoint }) {
      try {
        await checkpoints.insertOne({ _id: number, ...checkpoint });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    last: async () => first(await checkpoints.findOne({}, { sort: { _id: -1 } })),
    async after(number, limit) {
      const rows = await checkpoints
        .find({ _id: { $gt: number } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return rows.map(toCheckpoint);
    },
    async ofChain(instance, afterNumber, limit) {
      const rows = await checkpoints
        .find({ "heads.instance": instance, _id: { $gt: afterNumber } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return rows.map(toCheckpoint);
    },
    async lastOfChain(instance, upTo = Number.MAX_SAFE_INTEGER) {
      const filter = { "heads.instance": instance, _id: { $lte: upTo } };
      return first(await checkpoints.findOne(filter, { sort: { _id: -1 } }));
    },
    lastBefore: async (at) => first(await checkpoints.findOne({ at: { $lte: at } }, { sort: { at: -1 } })),
    chains: () => checkpoints.distinct("heads.instance"),
    async removeUpTo(number) {
      await checkpoints.deleteMany({ _id: { $lte: number } });
    },
  };
}

function toCheckpoint({ _id, ...checkpoint }: WithId<CheckpointDocument>): AuditCheckpoint {
  return { number: _id, ...checkpoint };
}
