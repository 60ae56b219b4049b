import type { Collection } from "mongodb";
import type { DirectoryRun, DirectoryStore } from "../directory.js";
import { after, type NowExpression } from "./now.js";

/** There is one run at a time, and one document. */
const ID = "directory";

/** Every field may be missing before the first run. */
export interface DirectoryDocument {
  _id: string;
  run?: DirectoryRun;
  heldUntil?: Date | null;
  completeAt?: Date;
  nextAt?: Date;
}

const NOTHING = { read: 0, created: 0, updated: 0, suspended: 0, resumed: 0, refused: 0 };

export function createDirectoryStore(
  runs: Collection<DirectoryDocument>,
  now: NowExpression,
): DirectoryStore {
  const past = (field: string) => ({ $lte: [{ $ifNull: [field, new Date(0)] }, now()] });
  return {
    async begin(id, { ifDue, holdSeconds }) {
      const run = {
        id,
        endedAt: null,
        phase: "reading",
        done: 0,
        total: null,
        counts: NOTHING,
        outcome: null,
      };
      const begun = {
        $mergeObjects: [{ $literal: { ...run, faults: [], faultCount: 0 } }, { startedAt: now() }],
      };
      const isFree = { $and: [past("$heldUntil"), ...(ifDue ? [past("$nextAt")] : [])] };
      // An upsert takes no condition on the database's instant: the document is there first.
      await runs.updateOne({ _id: ID }, { $setOnInsert: { heldUntil: null } }, { upsert: true });
      const document = await runs.findOneAndUpdate(
        { _id: ID, $expr: isFree },
        // Replaced as a whole: what the run before left must not shine through.
        [{ $unset: "run" }, { $set: { run: begun, heldUntil: after(now, holdSeconds) } }],
        { returnDocument: "after" },
      );
      return document?.run ?? null;
    },

    async report({ endedAt, startedAt, ...run }, holdSeconds) {
      const { matchedCount } = await runs.updateOne({ _id: ID, "run.id": run.id, "run.endedAt": null }, [
        { $set: { run: { $mergeObjects: ["$run", { $literal: run }] }, heldUntil: after(now, holdSeconds) } },
      ]);
      return matchedCount === 1;
    },

    async end({ endedAt, startedAt, ...run }, nextSeconds) {
      const ended = { $mergeObjects: ["$run", { $literal: run }, { endedAt: now() }] };
      await runs.updateOne({ _id: ID, "run.id": run.id, "run.endedAt": null }, [
        {
          $set: {
            run: ended,
            heldUntil: null,
            nextAt: after(now, nextSeconds),
            ...(run.outcome === "complete" ? { completeAt: now() } : {}),
          },
        },
      ]);
    },

    async read() {
      const document = await runs.findOne<DirectoryDocument & { isHeld: boolean }>(
        { _id: ID },
        {
          projection: {
            run: 1,
            heldUntil: 1,
            completeAt: 1,
            nextAt: 1,
            isHeld: { $not: [past("$heldUntil")] },
          },
        },
      );
      return {
        run: document?.run ?? null,
        isRunning: document?.isHeld ?? false,
        completeAt: document?.completeAt ?? null,
        nextAt: document?.nextAt ?? null,
      };
    },
  };
}
