// What the database and its driver can do without us: the same operations with the same guarantees and nothing else.
// Runs in a process of its own; asked over IPC.
import { MongoClient } from "mongodb";
import { runLoad } from "./load.mjs";

const SAFETY = { writeConcern: { w: "majority", j: true }, readPreference: "primary", retryWrites: true };
const client = await new MongoClient(process.env.BENCH_MONGODB_URI, SAFETY).connect();
const db = client.db(process.env.BENCH_DATABASE);
const people = await db
  .collection("users")
  .find({ decoy: { $exists: false } })
  .toArray();
let next = 0;

const users = db.collection("bare_users");
const audit = db.collection("bare_audit");
await users.deleteMany({});
await users.insertMany(people);

/** One insert for all that came while the last was under way, as the audit writer does. */
class Group {
  #waiting = [];
  #running = false;

  add(entry) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run() {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0);
      try {
        await audit.insertMany(
          group.map(({ entry }) => entry),
          { ordered: false },
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = false;
  }
}

const group = new Group();

const OPERATIONS = {
  /** One journaled majority update. */
  update: async () => {
    const { _id } = people[next++ % people.length];
    await users.updateOne({ _id }, { $set: { seen: new Date() }, $inc: { version: 1 } });
  },
  /** The three of a verification: the user and the instant; the conditional write; a share of a grouped insert. */
  verification: async () => {
    const { _id } = people[next++ % people.length];
    const projection = { _id: 0, document: "$$ROOT", now: "$$NOW" };
    const { document, now } = await users.findOne({ _id }, { projection });
    const { matchedCount } = await users.updateOne(
      { _id, version: document.version },
      {
        $set: {
          guard: { failures: 0, notBefore: null, updatedAt: now },
          credentials: document.credentials.map((one) => ({ ...one, lastUsedAt: now })),
        },
        $inc: { version: 1 },
      },
    );
    if (matchedCount !== 1) throw new Error("two of the benchmark's operations met at one user");
    await group.add({
      at: now,
      action: "verification.login",
      outcome: "success",
      user: document.username,
      userId: _id,
      factor: "totp",
      credentialId: document.credentials[0].id,
      application: "0123456789abcdef",
      actor: "application 0123456789abcdef",
      ip: null,
      requestId: "0123456789ab",
      instance: "0123456789ab",
      seq: next,
      prev: "0".repeat(64),
      hash: "0".repeat(64),
    });
  },
};

process.on("message", async ({ what, operation, concurrency, seconds }) => {
  try {
    if (what === "cpu") process.send(process.cpuUsage());
    else process.send(await runLoad(Array(concurrency).fill(OPERATIONS[operation]), seconds));
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.on("SIGTERM", () => process.exit(0));
process.stdout.write("ready\n");
