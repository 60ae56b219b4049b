import type { Collection } from "mongodb";
import type { DeviceStore, RememberedDevice } from "../devices.js";
import { after, type NowExpression, notExpired } from "./now.js";

export type DeviceDocument = Omit<RememberedDevice, "id"> & { _id: string };

export function createDeviceStore(devices: Collection<DeviceDocument>, now: NowExpression): DeviceStore {
  return {
    async remember({ id, ...fields }, ttlSeconds) {
      const times = { createdAt: now(), lastUsedAt: now(), expiresAt: after(now, ttlSeconds) };
      const stored = await devices.findOneAndUpdate(
        { _id: id },
        [{ $replaceWith: { $mergeObjects: [{ $literal: { _id: id, ...fields } }, times] } }],
        { upsert: true, returnDocument: "after", projection: { expiresAt: 1 } },
      );
      if (!stored) throw new Error("an upsert returned no document");
      return stored.expiresAt;
    },
    async read(id, userId) {
      const found = await devices.findOne({ _id: id, userId, ...notExpired(now, "expiresAt") });
      return found && toDevice(found);
    },
    async rotate(id, digest, next) {
      const { matchedCount } = await devices.updateOne({ _id: id, digest, ...notExpired(now, "expiresAt") }, [
        { $set: { digest: { $literal: next }, lastUsedAt: now() } },
      ]);
      return matchedCount === 1;
    },
    async list(userId) {
      const found = await devices
        .find({ userId, ...notExpired(now, "expiresAt") })
        .sort({ createdAt: -1 })
        .toArray();
      return found.map(toDevice);
    },
    async forget(id, userId) {
      return (await devices.deleteOne({ _id: id, userId })).deletedCount === 1;
    },
    async forgetAll(userId) {
      await devices.deleteMany({ userId });
    },
  };
}

function toDevice({ _id: id, ...fields }: DeviceDocument): RememberedDevice {
  return { id, ...fields };
}
