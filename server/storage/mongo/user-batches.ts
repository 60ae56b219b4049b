import type { AnyBulkWriteOperation, ClientSession, Collection } from "mongodb";
import { claimTaken } from "../../errors.js";
import type { BatchChange, UserBatchStore } from "../people.js";
import { isDuplicateKey } from "./errors.js";
import type { NowExpression } from "./now.js";
import {
  type ClaimDocument,
  conditionalWrite,
  decoyToUser,
  toDocument,
  toUser,
  type UserCollections,
  type UserDocument,
} from "./users.js";

/** Three round trips a batch, however many users are in it: the read, the writes, the claims (and the commit). */
export function createUserBatchStore(
  { client, users, claims }: UserCollections,
  now: NowExpression,
  readNow: () => Promise<Date>,
): UserBatchStore {
  return {
    async readMany(ids) {
      const projection = { _id: 0, document: "$$ROOT", now: now() };
      const found = await users
        .find<{ document: UserDocument; now: Date }>({ _id: { $in: [...ids] } }, { projection })
        .toArray();
      // The instant before all others, so that none is from the future of another.
      const instant = found.map((one) => one.now).sort((a, b) => a.getTime() - b.getTime())[0];
      return { users: found.map(({ document }) => toUser(document)), now: instant ?? (await readNow()) };
    },

    async writeMany(changes) {
      try {
        return await client.withSession((session) =>
          session.withTransaction(async () => {
            const { matchedCount, insertedCount } = await users.bulkWrite(changes.map(operationOf), {
              session,
              ordered: false,
            });
            if (matchedCount + insertedCount !== changes.length) {
              await session.abortTransaction();
              return false;
            }
            await applyAllClaims(claims, changes, session);
            return true;
          }),
        );
      } catch (error) {
        // Somebody has created one of them meanwhile, or their decoy.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

function operationOf({ previous, next }: BatchChange): AnyBulkWriteOperation<UserDocument> {
  if (previous === null) return { insertOne: { document: toDocument(next) } };
  if (previous.decoy && !next.decoy) {
    const filter = { _id: previous.id, version: previous.version };
    return { updateOne: { filter, update: decoyToUser(next) } };
  }
  const [filter, update] = conditionalWrite(previous, next);
  return { updateOne: { filter, update } };
}

async function applyAllClaims(
  claims: Collection<ClaimDocument>,
  changes: readonly BatchChange[],
  session: ClientSession,
): Promise<void> {
  const of = (kind: "add" | "remove") =>
    changes.flatMap(({ next, claims: some }) => (some?.[kind] ?? []).map((_id) => ({ _id, user: next.id })));
  const removed = of("remove");
  const added = of("add");
  if (removed.length > 0) await claims.deleteMany({ $or: removed }, { session });
  if (added.length === 0) return;
  try {
    await claims.insertMany(added, { session });
  } catch (error) {
    throw isDuplicateKey(error) ? claimTaken(error) : error;
  }
}
