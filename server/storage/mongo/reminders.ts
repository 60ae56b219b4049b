import { type Collection, MongoBulkWriteError } from "mongodb";
import type { ReminderState, ReminderStore } from "../reminders.js";
import { mayBeginLetter, type PaceDocument } from "./letter-pace.js";
import { after, type NowExpression } from "./now.js";

/** `_id` is the user's: there is one reminder of each, the last. */
export interface ReminderDocument {
  _id: string;
  state: ReminderState;
  job: string;
  by: string;
  askedAt: Date;
  tries: number;
  /** Before that nobody takes it. */
  notBefore: Date;
}

const DUPLICATE_KEY = 11_000;

export function createReminderStore(
  reminders: Collection<ReminderDocument>,
  pace: Collection<PaceDocument>,
  now: NowExpression,
): ReminderStore {
  const due = () => ({ state: "due" as const, $expr: { $lte: ["$notBefore", now()] } });

  return {
    async add(userIds, { id: job, by, unlessSince }) {
      if (userIds.length === 0) return new Set();
      const asked = { state: "due", job: { $literal: job }, by: { $literal: by }, tries: 0 };
      const operations = userIds.map((_id) => ({
        updateOne: {
          filter: { _id, state: { $ne: "due" as const }, askedAt: { $lte: unlessSince } },
          update: [{ $set: { ...asked, askedAt: now(), notBefore: now() } }],
          upsert: true,
        },
      }));
      try {
        await reminders.bulkWrite(operations, { ordered: false });
        return new Set(userIds);
      } catch (error) {
        // The one of somebody who was asked for lately does not fit, and a second one there cannot be.
        if (!(error instanceof MongoBulkWriteError)) throw error;
        const failures = [error.writeErrors].flat();
        if (failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
        const refused = new Set(failures.map(({ index }) => userIds[index]));
        return new Set(userIds.filter((id) => !refused.has(id)));
      }
    },

    async lately(userIds, since) {
      const found = await reminders
        .find(
          { _id: { $in: [...userIds] }, $or: [{ state: "due" }, { askedAt: { $gt: since } }] },
          { projection: { _id: 1 } },
        )
        .toArray();
      return new Set(found.map(({ _id }) => _id));
    },

    async take(perMinute, leaseSeconds) {
      const waiting = await reminders.findOne(due(), { projection: { _id: 1 } });
      if (waiting === null || !(await mayBeginLetter(pace, now, perMinute))) return null;
      const taken = await reminders.findOneAndUpdate(
        due(),
        [{ $set: { notBefore: after(now, leaseSeconds) } }],
        { sort: { notBefore: 1 }, returnDocument: "after" },
      );
      return taken && { userId: taken._id, job: taken.job, by: taken.by, tries: taken.tries };
    },

    async settle(userId, state) {
      await reminders.updateOne({ _id: userId, state: "due" }, { $set: { state } });
    },

    async postpone(userId, seconds, tries) {
      const later = [{ $set: { tries, notBefore: after(now, seconds) } }];
      await reminders.updateOne({ _id: userId, state: "due" }, later);
    },

    async counts(job) {
      const found = await reminders
        .aggregate<{ _id: ReminderState; count: number }>([
          { $match: { job } },
          { $group: { _id: "$state", count: { $sum: 1 } } },
        ])
        .toArray();
      const none = { due: 0, sent: 0, failed: 0, unneeded: 0 };
      return { ...none, ...Object.fromEntries(found.map(({ _id, count }) => [_id, count])) };
    },
  };
}
