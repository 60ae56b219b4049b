import { type ClientSession, type Collection, MongoBulkWriteError, type MongoClient } from "mongodb";
import { LatchkeyError } from "../../errors.js";
import type { Token, TokenChange, TokenStore } from "../storage.js";
import { isDuplicateKey } from "./errors.js";
import type { NowExpression } from "./now.js";
import type { ClaimDocument, UserWriter } from "./users.js";

/** `_id` is the serial in small letters, so that serials are unique without regard to case. */
export type TokenDocument = Token & { _id: string };

/** An import that is under way; one that is committed has no document any more. */
export interface ImportDocument {
  _id: string;
  touchedAt: Date;
}

export interface TokenCollections {
  client: MongoClient;
  tokens: Collection<TokenDocument>;
  imports: Collection<ImportDocument>;
  claims: Collection<ClaimDocument>;
}

export function createTokenStore(
  { client, tokens, imports, claims }: TokenCollections,
  now: NowExpression,
  writeUser: UserWriter,
): TokenStore {
  /** Tokens of an import that is not committed cannot be seen; there are hardly ever any. */
  const visible = async () => {
    const unfinished = await imports.find({}, { projection: { _id: 1 } }).toArray();
    return unfinished.length === 0 ? {} : { importId: { $nin: unfinished.map(({ _id }) => _id) } };
  };

  return {
    async read(serial) {
      const projection = { _id: 0, document: "$$ROOT", now: now() };
      const filter = { _id: serialId(serial), ...(await visible()) };
      const found = await tokens.findOne<{ document: TokenDocument; now: Date }>(filter, { projection });
      return found && { token: toToken(found.document), now: found.now };
    },

    async list({ state, query, after, limit }) {
      const documents = await tokens
        .find({
          ...(await visible()),
          ...(after === undefined ? {} : { _id: { $gt: serialId(after) } }),
          ...(state === undefined ? {} : { state }),
          ...(query === undefined ? {} : { $or: contains(query) }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toToken);
    },

    async count() {
      const groups = await tokens
        .aggregate<{ _id: Pick<Token, "type" | "state">; count: number }>([
          { $match: await visible() },
          { $group: { _id: { type: "$type", state: "$state" }, count: { $sum: 1 } } },
        ])
        .toArray();
      return groups.map(({ _id, count }) => ({ ..._id, count }));
    },

    async create(token) {
      try {
        await client.withSession((session) =>
          session.withTransaction(async () => {
            await tokens.insertOne(toDocument(token), { session });
            const claim = claimOf(token);
            if (claim) await claims.insertOne(claim, { session });
          }),
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new LatchkeyError("conflict", "A token with that serial or public id exists already.");
      }
    },

    async write(changes, user) {
      return client.withSession((session) =>
        session.withTransaction(async () => {
          const wonUser = user ? await writeUser(user, session) : true;
          const wonTokens = await writeTokens(tokens, changes, session);
          if (wonUser && wonTokens) return true;
          await session.abortTransaction();
          return false;
        }),
      );
    },

    async known(serials) {
      const found = await tokens
        .find({ _id: { $in: serials.map(serialId) } }, { projection: { _id: 1 } })
        .toArray();
      return new Set(found.map(({ _id }) => _id));
    },

    async beginImport(importId) {
      await touch(importId, true);
    },

    async addToImport(importId, batch) {
      // Before anything is added: an import that was removed meanwhile must not bring tokens that count as committed.
      await touch(importId, false);
      return insertNew(batch);
    },

    async commitImport(importId) {
      const { deletedCount } = await imports.deleteOne({ _id: importId });
      if (deletedCount !== 1)
        throw new LatchkeyError(
          "conflict",
          "This import was idle for too long and was removed. Begin again.",
        );
    },

    async removeUnfinishedImports(idleSeconds) {
      const idle = { $expr: { $lt: [{ $add: ["$touchedAt", idleSeconds * 1000] }, now()] } };
      let removed = 0;
      for (const { _id: importId } of await imports.find(idle).toArray()) {
        const abandoned = await tokens.find({ importId }, { projection: { serial: 1 } }).toArray();
        const holders = abandoned.map(({ serial }) => `token:${serial}`);
        if (holders.length > 0) await claims.deleteMany({ user: { $in: holders } });
        removed += (await tokens.deleteMany({ importId })).deletedCount;
        await imports.deleteOne({ _id: importId });
      }
      return removed;
    },
  };

  async function touch(importId: string, isNew: boolean): Promise<void> {
    const { matchedCount, upsertedCount } = await imports.updateOne(
      { _id: importId },
      [{ $set: { touchedAt: now() } }],
      { upsert: isNew },
    );
    if (matchedCount + upsertedCount === 1) return;
    throw new LatchkeyError("conflict", "This import was idle for too long and was removed. Begin again.");
  }

  /**
   * Tokens first, as nobody sees them yet: a process that dies before it has claimed their public ids leaves nothing that
   * the clean-up does not find. A token whose public id is taken goes again.
   */
  async function insertNew(batch: readonly Token[]): Promise<Set<string>> {
    const documents = batch.map(toDocument);
    const taken = await insertMissing(tokens, documents);
    const inserted = documents.filter(({ _id }) => !taken.has(_id));
    const wanted = inserted.flatMap((token) => claimOf(token) ?? []);
    const takenClaims = await insertMissing(claims, wanted);
    const refused = inserted
      .filter((token) => takenClaims.has(claimOf(token)?._id ?? ""))
      .map(({ _id }) => _id);
    if (refused.length > 0) await tokens.deleteMany({ _id: { $in: refused } });
    return new Set([...taken, ...refused]);
  }
}

/** Writes tokens under the versions that were read, inside a transaction. @returns false where one race is lost */
export async function writeTokens(
  tokens: Collection<TokenDocument>,
  changes: readonly TokenChange[],
  session: ClientSession,
): Promise<boolean> {
  let won = true;
  for (const { previous, next } of changes) {
    const { _id, version, ...fields } = toDocument(next);
    const update = { $set: fields, $inc: { version: 1 } };
    const written = await tokens.updateOne({ _id, version: previous.version }, update, { session });
    won &&= written.matchedCount === 1;
  }
  return won;
}

/** Inserts those whose ids are free. @returns ids that were taken */
async function insertMissing<T extends { _id: string }>(
  collection: Collection<T>,
  documents: T[],
): Promise<Set<string>> {
  if (documents.length === 0) return new Set();
  try {
    await collection.insertMany(documents as never, { ordered: false });
    return new Set();
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    if (failures.some(({ code }) => code !== 11_000)) throw error;
    return new Set(failures.map(({ index }) => documents[index]?._id ?? ""));
  }
}

/** Serials are compared trimmed and without regard to case. */
function serialId(serial: string): string {
  return serial.trim().toLowerCase();
}

function claimOf({ publicId, serial }: { publicId?: string; serial?: string }): ClaimDocument | null {
  return publicId ? { _id: `yubico:${publicId}`, user: `token:${serial ?? ""}` } : null;
}

/** A search as people type it: any part, whatever the case. */
function contains(query: string): object[] {
  const pattern = { $regex: query.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), $options: "i" };
  return [{ serial: pattern }, { model: pattern }, { username: pattern }];
}

function toDocument(token: Token): TokenDocument {
  return { _id: serialId(token.serial), ...token };
}

function toToken({ _id, ...token }: TokenDocument): Token {
  return token;
}
