import type { Collection } from "mongodb";
import type { PasswordLink, PasswordLinkStore } from "../password-links.js";
import { after, type NowExpression, notExpired } from "./now.js";

export type PasswordLinkDocument = Omit<PasswordLink, "userId"> & { _id: string; expiresAt: Date };

export function createPasswordLinkStore(
  links: Collection<PasswordLinkDocument>,
  now: NowExpression,
): PasswordLinkStore {
  return {
    async put({ userId, ...fields }, ttlSeconds) {
      const stored = await links.findOneAndUpdate(
        { _id: userId },
        [
          {
            $replaceWith: {
              $mergeObjects: [
                { $literal: { _id: userId, ...fields } },
                { expiresAt: after(now, ttlSeconds) },
              ],
            },
          },
        ],
        { upsert: true, returnDocument: "after" },
      );
      if (!stored) throw new Error("an upsert returned no document");
      return stored.expiresAt;
    },

    async read(digest) {
      const found = await links.findOne({ digest, ...notExpired(now, "expiresAt") });
      return found && { userId: found._id, digest: found.digest, bound: found.bound };
    },

    async remove(digest) {
      await links.deleteOne({ digest });
    },
  };
}
