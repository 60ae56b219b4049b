import { type Collection, type Filter, MongoBulkWriteError } from "mongodb";
import type { AuditEntry, AuditStore, ChainedAuditEntry } from "../storage.js";
import { isDuplicateKey } from "./errors.js";

export type AuditDocument = ChainedAuditEntry & { _id: string; repeated?: number };

export function createAuditStore(entries: Collection<AuditDocument>): AuditStore {
  return {
    async append(group) {
      const documents = group.map((entry) => ({ _id: documentId(entry.instance, entry.seq), ...entry }));
      try {
        await entries.insertMany(documents, { ordered: false });
      } catch (error) {
        if (!isOnlyDuplicates(error)) throw error;
      }
    },

    async countUp(instance, seq, refusals) {
      await entries.updateOne({ _id: documentId(instance, seq) }, { $inc: { repeated: refusals } });
    },

    async recent(userId, limit) {
      return newest({ userId }, limit);
    },

    async ofToken(serial, limit) {
      return newest({ "detail.serial": serial }, limit);
    },
  };

  async function newest(filter: Filter<AuditDocument>, limit: number): Promise<AuditEntry[]> {
    const documents = await entries.find(filter).sort({ at: -1 }).limit(limit).toArray();
    return documents.map(({ _id, instance, seq, prev, hash, ...entry }): AuditEntry => entry);
  }
}

function documentId(instance: string, seq: number): string {
  return `${instance}/${seq}`;
}

/** A group that is inserted again after its answer was lost finds itself there. */
function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return isDuplicateKey(error);
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failures.every(({ code }) => code === 11_000) && error.result.getWriteConcernError() === undefined;
}
