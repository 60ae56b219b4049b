import { type Db, MongoClient, type MongoClientOptions } from "mongodb";

/** Longest that one operation may wait for the server, for a primary, and for the majority; each of its two tries. */
const OPERATION_LIMIT_MS = 8_000;

/**
 * What every operation goes by, whatever the URI says: reads and writes at the primary, a write counts once the
 * majority has journaled it, and one whose answer is lost is retried under the same number.
 */
const SAFETY = {
  readPreference: "primary",
  readConcern: { level: "local" },
  writeConcern: { w: "majority", j: true, wtimeoutMS: OPERATION_LIMIT_MS },
  retryWrites: true,
  retryReads: true,
  socketTimeoutMS: OPERATION_LIMIT_MS,
  serverSelectionTimeoutMS: OPERATION_LIMIT_MS,
  promoteBuffers: true,
} as const satisfies MongoClientOptions;

/**
 * Connects to a replica set or sharded cluster.
 * @param uri its path names the database (default `latchkey`)
 * @throws Error with a sentence for the administrator: a standalone server, or a URI that weakens the safety of writes
 */
export async function connect(uri: string): Promise<{ client: MongoClient; db: Db }> {
  const weakening = weakeningOptions(uri);
  if (weakening.length > 0) {
    throw new Error(
      `MONGODB_URI weakens the safety of writes by ${weakening.join(", ")}. Remove that from the URI.`,
    );
  }
  const client = new MongoClient(uri, SAFETY);
  try {
    await client.connect();
    const hello = await client.db("admin").command({ hello: 1 });
    if (!hello.setName && hello.msg !== "isdbgrid") {
      throw new Error(
        "MONGODB_URI leads to a standalone server. Latchkey needs a replica set (one node is enough) or a sharded cluster.",
      );
    }
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, db: client.db(databaseOf(uri)) };
}

/** Options of a connection string that would make writes less safe than Latchkey's own. */
function weakeningOptions(uri: string): string[] {
  const query = uri.includes("?") ? uri.slice(uri.indexOf("?") + 1) : "";
  const safe: Record<string, (value: string) => boolean> = {
    w: (value) => value === "majority",
    journal: (value) => value === "true",
    j: (value) => value === "true",
    retrywrites: (value) => value === "true",
    readpreference: (value) => value.toLowerCase() === "primary",
  };
  return [...new URLSearchParams(query)]
    .filter(([name, value]) => safe[name.toLowerCase()]?.(value) === false)
    .map(([name, value]) => `${name}=${value}`);
}

function databaseOf(uri: string): string {
  const [, path = ""] = uri.replace(/^[a-z+]+:\/\//, "").split("/");
  return decodeURIComponent(path.split("?")[0] ?? "") || "latchkey";
}
