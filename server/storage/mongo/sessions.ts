import type { Collection } from "mongodb";
import type { Session, SessionStore } from "../storage.js";
import { after, type NowExpression, notExpired } from "./now.js";

export type SessionDocument = Omit<Session, "id"> & { _id: string };

export function createSessionStore(sessions: Collection<SessionDocument>, now: NowExpression): SessionStore {
  const live = (id: string) => ({ _id: id, ...notExpired(now, "expiresAt") });
  const store = async (id: string, fields: object, times: object) => {
    const stored = await sessions.findOneAndUpdate(
      { _id: id },
      [{ $replaceWith: { $mergeObjects: [{ $literal: { _id: id, ...fields } }, times] } }],
      { upsert: true, returnDocument: "after" },
    );
    if (!stored) throw new Error("an upsert returned no document");
    return toSession(stored);
  };

  return {
    create({ id, ...fields }, { ttlSeconds, elevatedSeconds }) {
      const elevatedUntil = elevatedSeconds === null ? null : after(now, elevatedSeconds);
      return store(id, fields, { createdAt: now(), expiresAt: after(now, ttlSeconds), elevatedUntil });
    },

    async read(id) {
      const projection = { _id: 0, document: "$$ROOT", now: now() };
      const found = await sessions.findOne<{ document: SessionDocument; now: Date }>(live(id), {
        projection,
      });
      return found && { session: toSession(found.document), now: found.now };
    },

    async renew(id, { id: nextId, elevatedSeconds, ...changes }) {
      // The old id dies first: a process killed in between costs a sign-in, never a session with two ids.
      const previous = await sessions.findOneAndDelete(live(id));
      if (!previous) return null;
      const { _id, elevatedUntil, ...fields } = previous;
      return store(nextId, { ...fields, ...changes }, { elevatedUntil: after(now, elevatedSeconds) });
    },

    async promote(id, { factor, elevatedSeconds, lifetimeSeconds }) {
      const { matchedCount } = await sessions.updateOne({ ...live(id), kind: { $ne: "recovery" } }, [
        {
          $set: {
            kind: "full",
            factor: { $literal: factor },
            elevatedUntil: after(now, elevatedSeconds),
            expiresAt: { $add: ["$createdAt", lifetimeSeconds * 1000] },
          },
        },
      ]);
      return matchedCount === 1;
    },

    async acknowledge(id) {
      const { matchedCount } = await sessions.updateOne(
        { ...live(id), kind: "recovery" },
        { $set: { kind: "full" } },
      );
      return matchedCount === 1;
    },

    async list(userId) {
      const documents = await sessions
        .find({ userId, ...notExpired(now, "expiresAt") })
        .sort({ createdAt: -1 })
        .toArray();
      return documents.map(toSession);
    },

    async end(id) {
      return (await sessions.deleteOne({ _id: id })).deletedCount === 1;
    },

    async endOf(userId, publicId) {
      const ended = await sessions.deleteOne({ userId, publicId, ...notExpired(now, "expiresAt") });
      return ended.deletedCount === 1;
    },

    async endAll(userId, except) {
      await sessions.deleteMany(except === undefined ? { userId } : { userId, _id: { $ne: except } });
    },
  };
}

function toSession({ _id: id, ...fields }: SessionDocument): Session {
  return { id, ...fields };
}
