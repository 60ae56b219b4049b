import type { Collection } from "mongodb";
import type { FirstFactorGuardStore, Guard } from "../storage.js";
import { isDuplicateKey } from "./errors.js";
import type { NowExpression } from "./now.js";

/** Far longer than the longest block; a guess a day is no attack that a guard stops. */
const KEPT_SECONDS = 24 * 3600;

export interface GuardDocument {
  _id: string;
  version: number;
  guard: Guard;
  expireAt: Date;
}

export function createFirstFactorGuardStore(
  guards: Collection<GuardDocument>,
  now: NowExpression,
  readNow: () => Promise<Date>,
): FirstFactorGuardStore {
  return {
    async read(id) {
      const projection = { _id: 0, document: "$$ROOT", now: now() };
      const found = await guards.findOne<{ document: GuardDocument; now: Date }>({ _id: id }, { projection });
      if (found) return { guard: found.document.guard, version: found.document.version, now: found.now };
      const instant = await readNow();
      return { guard: { failures: 0, notBefore: null, updatedAt: instant }, version: 0, now: instant };
    },

    async write(id, version, guard) {
      const expireAt = new Date(guard.updatedAt.getTime() + KEPT_SECONDS * 1000);
      try {
        const { matchedCount, upsertedCount } = await guards.updateOne(
          { _id: id, version },
          { $set: { guard, expireAt }, $inc: { version: 1 } },
          { upsert: version === 0 },
        );
        return matchedCount + upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
