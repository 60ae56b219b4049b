import type { Collection } from "mongodb";
import type { EnforcementNoticeStore, Sweep } from "../enforcement-notices.js";
import { isDuplicateKey } from "./errors.js";
import { after, type NowExpression } from "./now.js";

/** There is one of them. */
export type SweepDocument = Sweep & { _id: "sweep"; leaseUntil: Date; at: Date };

/** The part of the store that remembers how far the users were looked through. */
export function createSweepStore(
  sweeps: Collection<SweepDocument>,
  now: NowExpression,
): Pick<EnforcementNoticeStore, "sweep" | "beginSweep" | "stepSweep"> {
  const fresh = (version: number, leaseSeconds: number) => ({
    version,
    after: { $literal: "" },
    quiet: false,
    done: false,
    due: 0,
    withoutAddress: 0,
    leaseUntil: after(now, leaseSeconds),
    at: now(),
  });

  /** The first sweep of an installation; null where another process was first. */
  const beginFirst = async (version: number, leaseSeconds: number): Promise<Sweep | null> => {
    try {
      const begun = await sweeps.findOneAndUpdate(
        { _id: "sweep", version: { $exists: false } },
        [{ $set: { ...fresh(version, leaseSeconds), quiet: true } }],
        { upsert: true, returnDocument: "after" },
      );
      return begun && toSweep(begun);
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  };

  return {
    async sweep() {
      const document = await sweeps.findOne({ _id: "sweep" });
      return document && toSweep(document);
    },

    async beginSweep(version, { leaseSeconds, againSeconds }) {
      const known = await sweeps.findOne({ _id: "sweep" });
      if (known === null) return beginFirst(version, leaseSeconds);
      const isAbandoned = {
        version,
        done: false,
        $expr: { $lte: ["$leaseUntil", now()] },
      };
      const continued = await sweeps.findOneAndUpdate(
        { _id: "sweep", ...isAbandoned },
        [{ $set: { leaseUntil: after(now, leaseSeconds) } }],
        { returnDocument: "after" },
      );
      if (continued) return toSweep(continued);
      const isOld = { version, done: true, $expr: { $lte: ["$at", after(now, -againSeconds)] } };
      const begun = await sweeps.findOneAndUpdate(
        { _id: "sweep", $or: [{ version: { $lt: version } }, isOld] },
        [{ $set: fresh(version, leaseSeconds) }],
        { returnDocument: "after" },
      );
      return begun && toSweep(begun);
    },

    async stepSweep({ version, after: last, done, due, withoutAddress }, leaseSeconds) {
      const stepped = await sweeps.findOneAndUpdate(
        { _id: "sweep", version, done: false },
        [
          {
            $set: {
              after: { $literal: last },
              done,
              due: { $add: ["$due", due] },
              withoutAddress: { $add: ["$withoutAddress", withoutAddress] },
              leaseUntil: after(now, leaseSeconds),
            },
          },
        ],
        { returnDocument: "after" },
      );
      return stepped && toSweep(stepped);
    },
  };
}

function toSweep({ version, after: last, quiet, done, due, withoutAddress }: SweepDocument): Sweep {
  return { version, after: last, quiet, done, due, withoutAddress };
}
