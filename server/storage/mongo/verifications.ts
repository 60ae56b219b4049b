import type { Collection } from "mongodb";
import type { Verification, VerificationStore } from "../storage.js";
import { after, type NowExpression, notExpired } from "./now.js";

export type VerificationDocument = Omit<Verification, "id"> & { _id: string };

export function createVerificationStore(
  verifications: Collection<VerificationDocument>,
  now: NowExpression,
): VerificationStore {
  const open = (id: string) => ({ _id: id, outcome: null, ...notExpired(now, "expiresAt") });

  return {
    async begin({ id, ...fields }, ttlSeconds) {
      const times = { createdAt: now(), expiresAt: after(now, ttlSeconds) };
      const stored = await verifications.findOneAndUpdate(
        { _id: id },
        [{ $replaceWith: { $mergeObjects: [{ $literal: { _id: id, ...fields } }, times] } }],
        { upsert: true, returnDocument: "after", projection: { createdAt: 1, expiresAt: 1 } },
      );
      if (!stored) throw new Error("an upsert returned no document");
      return { now: stored.createdAt, expiresAt: stored.expiresAt };
    },

    async read(id) {
      return toVerification(await verifications.findOne(open(id)));
    },

    async holdChallenge(id, challenge) {
      const held = await verifications.findOneAndUpdate(
        open(id),
        [{ $set: { challenge: { $ifNull: ["$challenge", { $literal: challenge }] } } }],
        { returnDocument: "after", projection: { challenge: 1 } },
      );
      return held?.challenge ?? null;
    },

    async takeChallenge(id) {
      const before = await verifications.findOneAndUpdate(
        { ...open(id), challenge: { $ne: null } },
        { $set: { challenge: null } },
        { returnDocument: "before", projection: { challenge: 1 } },
      );
      return before?.challenge ?? null;
    },

    async finish(id) {
      return (await verifications.deleteOne({ _id: id, outcome: null })).deletedCount === 1;
    },

    async finishWithCode(id, { factor, at, code, ttlSeconds }) {
      const codeExpiresAt = after(now, ttlSeconds);
      const answeredAt = at ? { $literal: at } : now();
      const outcome = {
        factor: { $literal: factor },
        at: answeredAt,
        code: { $literal: code },
        codeExpiresAt,
      };
      const { matchedCount } = await verifications.updateOne(open(id), [
        { $set: { outcome, expiresAt: { $max: ["$expiresAt", codeExpiresAt] } } },
      ]);
      return matchedCount === 1;
    },

    async exchange(application, code, redirectUri) {
      const filter = {
        application,
        "outcome.code": code,
        redirectUri,
        ...notExpired(now, "outcome.codeExpiresAt"),
      };
      return toVerification(await verifications.findOneAndDelete(filter));
    },
  };
}

function toVerification(document: VerificationDocument | null): Verification | null {
  if (!document) return null;
  const { _id: id, ...fields } = document;
  return { id, ...fields };
}
