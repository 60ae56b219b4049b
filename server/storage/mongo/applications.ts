import { type Collection, MongoServerError } from "mongodb";
import type { Application, ApplicationStore } from "../applications.js";
import type { NowExpression } from "./now.js";

export type ApplicationDocument = Omit<Application, "id"> & { _id: string };

/** By name, as people sort: without regard to capitals. */
const BY_NAME = { locale: "en", strength: 2 } as const;

export function createApplicationStore(
  applications: Collection<ApplicationDocument>,
  now: NowExpression,
): ApplicationStore {
  const changed = async (filter: object, update: object | object[]): Promise<Application | null> => {
    const document = await applications.findOneAndUpdate(filter, update, { returnDocument: "after" });
    return document && toApplication(document);
  };

  return {
    async create({ id, ...fields }) {
      await applications.insertOne({ _id: id, ...fields });
    },
    async readByKey(digest) {
      const projection = { _id: 0, document: "$$ROOT", now: now() };
      const found = await applications.findOne<{ document: ApplicationDocument; now: Date }>(
        { "keys.digest": digest },
        { projection },
      );
      return found && { application: toApplication(found.document), now: found.now };
    },
    async read(id) {
      const document = await applications.findOne({ _id: id });
      return document && toApplication(document);
    },
    async list() {
      const found = await applications.find().sort({ name: 1, _id: 1 }).collation(BY_NAME).toArray();
      return found.map(toApplication);
    },
    change: (id, changes) => changed({ _id: id }, { $set: changes }),
    async delete(id) {
      return (await applications.deleteOne({ _id: id })).deletedCount === 1;
    },
    addKey: (id, key, { most, othersEndAt }) =>
      changed({ _id: id, $expr: { $lt: [{ $size: liveKeys(now) }, most] } }, [
        { $set: { keys: { $concatArrays: [ending(liveKeys(now), othersEndAt), [{ $literal: key }]] } } },
      ]),
    removeKey: (id, keyId) =>
      changed({ _id: id, "keys.id": keyId }, { $pull: { keys: { id: keyId } } } as object),
    async touchKey(id, keyId) {
      await applications.updateOne({ _id: id, "keys.id": keyId }, [
        { $set: { keys: mapKeys("$keys", { $eq: ["$$key.id", keyId] }, { lastUsedAt: now() }) } },
      ]);
    },
  };
}

function toApplication({ _id: id, ...fields }: ApplicationDocument): Application {
  return { id, ...fields };
}

function liveKeys(now: NowExpression): object {
  const lives = { $or: [{ $eq: ["$$key.expiresAt", null] }, { $gt: ["$$key.expiresAt", now()] }] };
  return { $filter: { input: "$keys", as: "key", cond: lives } };
}

/** The keys, each ending at that instant where it does not end before; `$min` passes over null, which is no end. */
function ending(keys: object, at: Date | null): object {
  return at === null ? keys : mapKeys(keys, true, { expiresAt: { $min: ["$$key.expiresAt", at] } });
}

function mapKeys(keys: object | string, which: object | boolean, fields: object): object {
  const next = { $cond: [which, { $mergeObjects: ["$$key", fields] }, "$$key"] };
  return { $map: { input: keys, as: "key", in: next } };
}

/** NamespaceNotFound and IndexNotFound. */
const GONE = [26, 27] as const;

/**
 * Brings applications of the time before an application had several keys into today's form. The index of that time
 * allowed one application without that field.
 */
export async function convertSingleKeys(applications: Collection<ApplicationDocument>): Promise<void> {
  await applications.dropIndex("keyDigest_1").catch((error: unknown) => {
    if (!(error instanceof MongoServerError && GONE.some((code) => code === error.code))) throw error;
  });
  const key = {
    id: "$_id",
    digest: "$keyDigest",
    createdAt: "$createdAt",
    expiresAt: { $literal: null },
    lastUsedAt: { $literal: null },
  };
  await applications.updateMany({ keyDigest: { $exists: true } } as object, [
    { $set: { suspended: false, keys: [key] } },
    { $unset: "keyDigest" },
  ]);
}
