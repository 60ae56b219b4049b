import type { ClientSession, Collection, MongoClient, UpdateFilter } from "mongodb";
import { claimTaken } from "../../errors.js";
import type { PeopleStore, UserBatchStore } from "../people.js";
import type { Claims, Guard, ReadUser, User, UserChange, UserStore } from "../storage.js";
import { isDuplicateKey } from "./errors.js";
import { after, type NowExpression } from "./now.js";

/** A decoy is forgotten 30 days after it was last tried. */
const DECOY_DAYS = 30;
const DECOY_SECONDS = DECOY_DAYS * 24 * 3600;

type Stored = Omit<User, "id" | "decoy" | "version">;

/** As it lies in the database; a decoy has nothing but its guard, and never the name that was typed. */
export type UserDocument = { _id: string; version: number; guard: Guard } & (
  | (Stored & { decoy?: never; expireAt?: never })
  | { decoy: true; expireAt: Date }
);

export interface ClaimDocument {
  _id: string;
  user: string;
}

export interface UserCollections {
  client: MongoClient;
  users: Collection<UserDocument>;
  claims: Collection<ClaimDocument>;
}

/** Writes a user, and the claims that change with it, under the version that was read, inside a transaction. */
export type UserWriter = (change: UserChange, session: ClientSession) => Promise<boolean>;

export function createUserWriter({ users, claims }: Omit<UserCollections, "client">): UserWriter {
  return async ({ previous, next, claims: changes }, session) => {
    const [filter, update] = conditionalWrite(previous, next);
    const won = (await users.updateOne(filter, update, { session })).matchedCount === 1;
    if (won && changes) await applyClaims(claims, previous.id, changes, session);
    return won;
  };
}

/** The write of a user that has an effect only under the version that was read. */
export function conditionalWrite(previous: User, next: User) {
  const filter = { _id: previous.id, version: previous.version };
  return [filter, { $set: changedFields(previous, next), $inc: { version: 1 } }] as const;
}

export function createUserStore(
  { client, users, claims }: UserCollections,
  now: NowExpression,
): Omit<UserStore, keyof (PeopleStore & UserBatchStore) | "delete"> {
  const writeUser = createUserWriter({ users, claims });

  const read = async (id: string): Promise<ReadUser | null> => {
    const projection = { _id: 0, document: "$$ROOT", now: now() };
    const found = await users.findOne<{ document: UserDocument; now: Date }>({ _id: id }, { projection });
    return found && { user: toUser(found.document), now: found.now };
  };

  return {
    read,

    async write(previous, next, changes) {
      if (!changes) return (await users.updateOne(...conditionalWrite(previous, next))).matchedCount === 1;
      return client.withSession((session) =>
        session.withTransaction(() => writeUser({ previous, next, claims: changes }, session)),
      );
    },

    async createDecoy(id, blockMilliseconds) {
      const guard = {
        failures: 1,
        notBefore: blockMilliseconds === 0 ? null : { $add: [now(), blockMilliseconds] },
        updatedAt: now(),
      };
      const decoy = [{ $set: { decoy: true, version: 1, guard, expireAt: after(now, DECOY_SECONDS) } }];
      try {
        const created = await users.findOneAndUpdate({ _id: id, version: 0 }, decoy, {
          upsert: true,
          returnDocument: "after",
          projection: { guard: 1 },
        });
        return created?.guard.updatedAt ?? null;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    async create(user, changes) {
      try {
        return await client.withSession((session) =>
          session.withTransaction(async () => {
            const ofDecoy = { _id: user.id, decoy: true } as object;
            const turned = await users.updateOne(ofDecoy, decoyToUser(user), { session });
            if (turned.matchedCount === 0) await users.insertOne(toDocument(user), { session });
            await applyClaims(claims, user.id, changes, session);
            return true;
          }),
        );
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async readByClaim(claim) {
      const holder = await claims.findOne({ _id: claim });
      return holder && read(holder.user);
    },

    async any() {
      return (await users.findOne({ decoy: { $exists: false } }, { projection: { _id: 1 } })) !== null;
    },

    async listPrivileged() {
      const documents = await users.find({ "roles.0": { $exists: true } }).toArray();
      return documents.map(toUser);
    },
  };
}

/** The update that turns a decoy into a user, who keeps its guard. */
export function decoyToUser({ id, decoy, version, guard, ...fields }: User): UpdateFilter<UserDocument> {
  return { $set: fields, $unset: { decoy: "", expireAt: "" }, $inc: { version: 1 } } as object;
}

export function toDocument({ id, decoy, ...fields }: User): UserDocument {
  return { _id: id, ...fields };
}

async function applyClaims(
  claims: Collection<ClaimDocument>,
  user: string,
  changes: Claims,
  session: ClientSession,
) {
  const remove = changes.remove ?? [];
  const add = changes.add ?? [];
  if (remove.length > 0) await claims.deleteMany({ _id: { $in: remove }, user }, { session });
  if (add.length === 0) return;
  try {
    await claims.insertMany(
      add.map((claim) => ({ _id: claim, user })),
      { session },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw claimTaken(error);
  }
}

/** Only what has changed is written; values are compared by identity, as nothing changes a record in place. */
function changedFields(previous: User, next: User): Record<string, unknown> {
  const changed = Object.entries(next).filter(([field, value]) => previous[field as keyof User] !== value);
  const fields = Object.fromEntries(
    changed.filter(([field]) => field !== "id" && field !== "version" && field !== "decoy"),
  );
  if (!next.decoy) return fields;
  return { guard: next.guard, expireAt: new Date(next.guard.updatedAt.getTime() + DECOY_SECONDS * 1000) };
}

/** Fields that documents of earlier versions lack. */
const SINCE_ADDED = {
  language: null,
  preferredFactors: [],
  factorRequired: false,
  graceLoginsUsed: 0,
  directory: null,
};

export function toUser(document: UserDocument): User {
  const { _id: id, version, guard } = document;
  if (!document.decoy) {
    const { _id, ...fields } = document;
    return { ...SINCE_ADDED, ...fields, id, decoy: false };
  }
  const nobody = {
    username: "",
    displayName: null,
    language: null,
    email: null,
    groups: [],
    roles: [],
    suspended: false,
    preferredFactors: [],
    factorRequired: false,
    graceLoginsUsed: 0,
    handle: "",
    directory: null,
  };
  return { ...nobody, id, version, decoy: true, guard, credentials: [], createdAt: guard.updatedAt };
}
