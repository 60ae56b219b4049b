import type { Collection } from "mongodb";
import { after, type NowExpression } from "./now.js";

/** How many letters were begun in a minute, over all processes and kinds of letters to many. */
export interface PaceDocument {
  _id: "letters";
  since: Date;
  begun: number;
}

const MINUTE_SECONDS = 60;

/** One more letter in this minute, if there is one left. */
export async function mayBeginLetter(
  pace: Collection<PaceDocument>,
  now: NowExpression,
  perMinute: number,
): Promise<boolean> {
  const isOver = { $lte: ["$since", after(now, -MINUTE_SECONDS)] };
  const isNew = { $or: [{ $eq: [{ $type: "$since" }, "missing"] }, isOver] };
  const begun = { $cond: [isNew, 1, { $add: ["$begun", 1] }] };
  const document = await pace.findOneAndUpdate(
    { _id: "letters" },
    [{ $set: { begun, since: { $cond: [isNew, now(), "$since"] } } }],
    { upsert: true, returnDocument: "after" },
  );
  return (document?.begun ?? perMinute) <= perMinute;
}
