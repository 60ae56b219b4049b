import type { Collection } from "mongodb";
import type { ChainHead } from "../audit.js";
import type { DeliveryProgress, DestinationName, LeaseStore, OutboxStore } from "../outbox.js";
import type { AuditDocument } from "./audit.js";
import { isDuplicateKey } from "./errors.js";
import { after, type NowExpression } from "./now.js";

export interface LeaseDocument {
  _id: string;
  holder: string;
  until: Date;
}

export type DeliveryDocument = DeliveryProgress & { _id: DestinationName };

/** `_id` is `<destination>/<instance>`: a document a chain, as an installation may have thousands of them. */
export interface CursorDocument {
  _id: string;
  /** Number of the first entry that the destination does not have. */
  next: number;
}

export function createLeaseStore(leases: Collection<LeaseDocument>, now: NowExpression): LeaseStore {
  return {
    async hold(job, holder, seconds) {
      const free = { $or: [{ $eq: ["$holder", holder] }, { $lte: ["$until", now()] }] };
      const lease = [{ $set: { holder: { $literal: holder }, until: after(now, seconds) } }];
      const { matchedCount } = await leases.updateOne({ _id: job, $expr: free }, lease);
      if (matchedCount > 0) return true;
      try {
        await leases.updateOne({ _id: job, holder: { $exists: false } }, lease, { upsert: true });
        return true;
      } catch (error) {
        // Another process has it.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async release(job, holder) {
      await leases.deleteOne({ _id: job, holder });
    },
  };
}

export interface OutboxCollections {
  audit: Collection<AuditDocument>;
  deliveries: Collection<DeliveryDocument>;
  cursors: Collection<CursorDocument>;
}

/** @param heads the newest entry of every chain, as the majority has it */
export function createOutboxStore(
  { audit, deliveries, cursors }: OutboxCollections,
  heads: () => Promise<ChainHead[]>,
  now: NowExpression,
): OutboxStore {
  return {
    async pending(destination) {
      const chains = await heads();
      const next = await cursorsOf(cursors, destination);
      const isNew = chains.some(({ instance }) => !next.has(instance));
      // The begin of a chain that this destination has nothing of may have been archived.
      const first = isNew ? await firstNumbers(audit) : new Map<string, number>();
      return chains
        .map(({ instance, seq }) => ({
          instance,
          next: next.get(instance) ?? first.get(instance) ?? 0,
          last: seq,
        }))
        .filter((chain) => chain.next <= chain.last);
    },

    async delivered(destination, upTo, lastId) {
      await cursors.bulkWrite(
        upTo.map(({ instance, seq }) => ({
          updateOne: {
            filter: { _id: `${destination}/${instance}` },
            update: { $max: { next: seq + 1 } },
            upsert: true,
          },
        })),
      );
      const progress = { deliveredUpTo: { $literal: lastId }, deliveredAt: now(), failure: null };
      await deliveries.updateOne({ _id: destination }, [{ $set: progress }], { upsert: true });
    },

    async failed(destination, message) {
      const failure = {
        since: { $ifNull: ["$failure.since", now()] },
        at: now(),
        message: { $literal: message },
      };
      await deliveries.updateOne({ _id: destination }, [{ $set: { failure } }], { upsert: true });
    },

    async progress(destination) {
      const found = await deliveries.findOne({ _id: destination });
      return {
        deliveredUpTo: found?.deliveredUpTo ?? null,
        deliveredAt: found?.deliveredAt ?? null,
        failure: found?.failure ?? null,
      };
    },
  };
}

async function cursorsOf(
  cursors: Collection<CursorDocument>,
  destination: DestinationName,
): Promise<Map<string, number>> {
  // "0" is the character after "/".
  const all = await cursors.find({ _id: { $gte: `${destination}/`, $lt: `${destination}0` } }).toArray();
  return new Map(all.map(({ _id, next }) => [_id.slice(destination.length + 1), next]));
}

/** The oldest entry of each chain that is kept. */
async function firstNumbers(audit: Collection<AuditDocument>): Promise<Map<string, number>> {
  const rows = await audit
    .aggregate<{ _id: string; seq: number }>([
      { $sort: { instance: -1, seq: 1 } },
      { $group: { _id: "$instance", seq: { $first: "$seq" } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, seq }) => [_id, seq]));
}
