import type { Collection } from "mongodb";
import type { EnforcementNoticeStore, NoticeState } from "../enforcement-notices.js";
import { createSweepStore, type SweepDocument } from "./enforcement-sweep.js";
import { mayBeginLetter, type PaceDocument } from "./letter-pace.js";
import { after, type NowExpression } from "./now.js";

/** `_id` is the user's, so that nobody is noted twice. */
export interface NoticeDocument {
  _id: string;
  state: NoticeState;
  /** Version of the policy by which a second factor is wanted. */
  version: number;
  tries: number;
  /** Before that nobody takes it. */
  notBefore: Date;
}

export function createEnforcementNoticeStore(
  notices: Collection<NoticeDocument>,
  pace: Collection<PaceDocument>,
  sweeps: Collection<SweepDocument>,
  now: NowExpression,
): EnforcementNoticeStore {
  const due = () => ({ state: "due" as const, $expr: { $lte: ["$notBefore", now()] } });

  return {
    ...createSweepStore(sweeps, now),

    async want(wanted, version) {
      if (wanted.length === 0) return 0;
      const { upsertedIds } = await notices.bulkWrite(
        wanted.map(({ userId, state }) => ({
          updateOne: {
            filter: { _id: userId },
            update: { $setOnInsert: { state, version, tries: 0, notBefore: new Date(0) } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
      return Object.keys(upsertedIds).filter((index) => wanted[Number(index)]?.state === "due").length;
    },

    async release(userIds) {
      if (userIds.length > 0) await notices.deleteMany({ _id: { $in: [...userIds] } });
    },

    async take(perMinute, leaseSeconds) {
      const waiting = await notices.findOne(due(), { projection: { _id: 1 } });
      if (waiting === null || !(await mayBeginLetter(pace, now, perMinute))) return null;
      const taken = await notices.findOneAndUpdate(
        due(),
        [{ $set: { notBefore: after(now, leaseSeconds) } }],
        { sort: { notBefore: 1 }, returnDocument: "after" },
      );
      return taken && { userId: taken._id, tries: taken.tries };
    },

    async settle(userId, state) {
      return (await notices.updateOne({ _id: userId, state: "due" }, { $set: { state } })).matchedCount === 1;
    },

    async postpone(userId, seconds, tries) {
      const later = [{ $set: { tries, notBefore: after(now, seconds) } }];
      await notices.updateOne({ _id: userId, state: "due" }, later);
    },

    async counts(version) {
      const count = (state: NoticeState) => notices.countDocuments({ state, version });
      const [all, told, failed] = await Promise.all([
        notices.countDocuments({ state: "due" }),
        count("told"),
        count("failed"),
      ]);
      return { due: all, told, failed };
    },
  };
}
