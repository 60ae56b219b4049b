import type { Collection } from "mongodb";
import type { Registration, RegistrationStore, SetupStore, Ticket, TicketStore } from "../storage.js";
import { after, type NowExpression, notExpired } from "./now.js";

export type RegistrationDocument = Omit<Registration, "id"> & { _id: string; expiresAt: Date };
export type TicketDocument = Omit<Ticket, "id"> & { _id: string; expiresAt: Date };
export interface SetupDocument {
  _id: string;
  digest: string;
  expiresAt: Date;
}

/** Stores a document that expires, at the database's instant; one of the same id is replaced. */
async function put<T extends { _id: string; expiresAt: Date }>(
  collection: Collection<T>,
  now: NowExpression,
  fields: Omit<T, "expiresAt">,
  ttlSeconds: number,
): Promise<Date> {
  const stored = await collection.findOneAndUpdate(
    { _id: fields._id } as object,
    [{ $replaceWith: { $mergeObjects: [{ $literal: fields }, { expiresAt: after(now, ttlSeconds) }] } }],
    { upsert: true, returnDocument: "after" },
  );
  if (!stored) throw new Error("an upsert returned no document");
  return stored.expiresAt;
}

export function createRegistrationStore(
  registrations: Collection<RegistrationDocument>,
  now: NowExpression,
): RegistrationStore {
  return {
    async begin({ id, ...fields }, ttlSeconds) {
      await put(registrations, now, { _id: id, ...fields }, ttlSeconds);
    },
    async take(id, userId) {
      const taken = await registrations.findOneAndDelete({
        _id: id,
        userId,
        ...notExpired(now, "expiresAt"),
      });
      return taken && { id, userId, challenge: taken.challenge, userVerification: taken.userVerification };
    },
  };
}

export function createTicketStore(tickets: Collection<TicketDocument>, now: NowExpression): TicketStore {
  return {
    create: ({ id, ...fields }, ttlSeconds) => put(tickets, now, { _id: id, ...fields }, ttlSeconds),
    async take(id) {
      const taken = await tickets.findOneAndDelete({ _id: id, ...notExpired(now, "expiresAt") });
      if (!taken) return null;
      const { _id, expiresAt, ...fields } = taken;
      return { id, ...fields };
    },
  };
}

/** There is one set-up link at a time. */
const SETUP_ID = "setup";

export function createSetupStore(setup: Collection<SetupDocument>, now: NowExpression): SetupStore {
  return {
    async put(digest, ttlSeconds) {
      await put(setup, now, { _id: SETUP_ID, digest }, ttlSeconds);
    },
    async take(digest) {
      return (
        (await setup.findOneAndDelete({ _id: SETUP_ID, digest, ...notExpired(now, "expiresAt") })) !== null
      );
    },
    async clear() {
      await setup.deleteOne({ _id: SETUP_ID });
    },
  };
}
