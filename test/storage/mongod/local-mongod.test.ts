import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalMongod, startLocalMongod } from "../../../server/storage/mongod/local-mongod.js";
import { memoryLog } from "../../support/memory-log.js";

const MAJORITY = { writeConcern: { w: "majority", j: true } } as const;

describe("a local mongod", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "latchkey-mongod-"));
  const log = memoryLog();
  let mongod: LocalMongod;
  let client: MongoClient;

  beforeAll(async () => {
    mongod = await startLocalMongod({ dataDir, log });
    client = new MongoClient(mongod.uri);
  });

  afterAll(async () => {
    await client.close();
    await mongod.stop();
    rmSync(dataDir, { recursive: true });
  });

  test("takes journaled majority writes, transactions and change streams", async () => {
    const people = client.db("shapes").collection("people");
    await people.insertOne({ name: "ada" }, MAJORITY);
    const changes = people.watch();
    const next = changes.next();
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await people.updateOne({ name: "ada" }, { $set: { seen: true } }, { session });
      }),
    );
    expect((await next).operationType).toBe("update");
    await changes.close();
    expect(await people.countDocuments({ seen: true })).toBe(1);
  });

  test.each([
    ["no credentials", () => `mongodb://${new URL(mongod.uri).host}/?replicaSet=latchkey`],
    ["a wrong password", () => Object.assign(new URL(mongod.uri), { password: "wrong" }).href],
  ])("refuses a client with %s", async (_, uri) => {
    const stranger = new MongoClient(uri());
    await expect(stranger.db("shapes").collection("people").findOne()).rejects.toThrow(/[Aa]uthentication/);
    await stranger.close();
  });

  test("never lets a local client in by the localhost exception", async () => {
    const port = new URL(mongod.uri).port;
    const stranger = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    const create = stranger.db("admin").command({ createUser: "eve", pwd: "eve", roles: ["root"] });
    await expect(create).rejects.toThrow(/authentication/);
    await stranger.close();
  });

  test("keeps its folder and secrets from other users of the machine", () => {
    const mode = (path: string) => statSync(join(dataDir, path)).mode & 0o777;
    expect(mode("mongodb")).toBe(0o700);
    expect(mode("mongodb/keyfile")).toBe(0o600);
    expect(mode("mongodb/password")).toBe(0o600);
    const secrets = ["keyfile", "password"].map((name) =>
      readFileSync(join(dataDir, "mongodb", name), "utf8"),
    );
    for (const secret of secrets) expect(log.lines.join("\n")).not.toContain(secret);
  });

  test("refuses a second service on the same folder with a sentence that says what to do", async () => {
    await expect(startLocalMongod({ dataDir, log: memoryLog() })).rejects.toThrow(
      `The data folder ${dataDir} is in use by another Latchkey (process ${process.pid}). Stop that one first, ` +
        "or give this one a folder of its own with LATCHKEY_DATA_DIR.",
    );
  });

  test("is started again after a crash, and the driver goes on with the data there", async () => {
    const people = client.db("shapes").collection<{ _id: string }>("people");
    await people.insertOne({ _id: "before the crash" }, MAJORITY);
    process.kill(serverPid(dataDir), "SIGKILL");
    // The driver tries a write again once; the server may be down for longer than that.
    const write = () =>
      people.updateOne({ _id: "after the crash" }, { $set: {} }, { upsert: true, ...MAJORITY });
    await expect.poll(() => write().then(() => "written", String)).toBe("written");
    expect(await people.countDocuments({ _id: /crash/ })).toBe(2);
    expect(log.lines.join("\n")).toContain("ended unexpectedly; starting it again");
  });
});

function serverPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, "mongodb", "db", "mongod.lock"), "utf8"), 10);
}
