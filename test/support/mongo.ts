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
