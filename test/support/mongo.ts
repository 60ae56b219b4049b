import { randomBytes } from "node:crypto";
import { type Db, MongoClient } from "mongodb";
import { afterAll, inject } from "vitest";

/** A database of one test file's own on the run's server. */
export interface TestDatabase {
  /** Connection string that names the database; the server is a replica set with authentication. */
  uri: string;
  name: string;
  /** The database by the bare driver, to arrange and look at data behind the storage code's back. */
  db: Db;
}

/** The most that MongoDB takes, in seconds: 68 years. */
const NEVER = 2_147_483_647;

/**
 * Has the database itself remove nothing that has expired: it goes by its own clock once a minute, and would end sessions
 * that still hold by the clock of a test.
 */
export function keepExpired(db: Db): Promise<void> {
  return expireAfter(db, NEVER);
}

/** Has the database remove what has expired again, as a service that opens it expects. */
export function removeExpired(db: Db): Promise<void> {
  return expireAfter(db, 0);
}

async function expireAfter(db: Db, seconds: number): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    for (const index of await db.collection(name).indexes()) {
      if (index.expireAfterSeconds === undefined) continue;
      await db.command({ collMod: name, index: { name: index.name, expireAfterSeconds: seconds } });
    }
  }
}

/**
 * Gives the calling test file an empty database with a name nobody else uses, dropped after the file's last test. Call
 * it once, at the top of the file.
 */
export function testDatabase(): TestDatabase {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const uri = new URL(inject("mongodbUri"));
  uri.pathname = `/${name}`;
  const client = new MongoClient(uri.href);
  const db = client.db(name);
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });
  return { uri: uri.href, name, db };
}
