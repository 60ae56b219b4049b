import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseFolder } from "../../../server/storage/mongod/database-folder.js";
import { databaseSecrets } from "../../../server/storage/mongod/database-secrets.js";
import { findMongod } from "../../../server/storage/mongod/find-mongod.js";
import { type LocalMongod, startLocalMongod } from "../../../server/storage/mongod/local-mongod.js";
import { type MongodProcess, spawnMongod } from "../../../server/storage/mongod/mongod-process.js";
import { isAlive } from "../../../server/storage/mongod/process-info.js";
import { memoryLog } from "../../support/memory-log.js";

let dataDir: string;
let log: ReturnType<typeof memoryLog>;
let running: { stop(): Promise<void> }[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "latchkey-restarts-"));
  log = memoryLog();
  running = [];
});

afterEach(async () => {
  for (const each of running) await each.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("a local mongod over several starts", () => {
  test("is gone after stop, as often as one asks, and has kept the data at the next start", async () => {
    const first = await start();
    await write(first, "kept");
    const pid = serverPid();
    await Promise.all([first.stop(), first.stop()]);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, "latchkey.lock"))).toBe(false);
    expect(await readAll(await start())).toEqual(["kept"]);
  });

  test("replaces the orphan of a killed service, and loses nothing it had acknowledged", async () => {
    const orphan = await leaveOrphan();
    const next = await start();
    expect(isAlive(orphan.pid), "the orphan runs on").toBe(false);
    expect(await readAll(next)).toEqual(["acknowledged"]);
    expect(log.lines.join("\n")).toContain("an earlier service left running");
  });

  test("leaves alone a process that has got the number of an earlier mongod", async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, "mongodb", "db", "mongod.lock"), `${process.pid}\n`);
    // It would be this test's own process that is ended.
    await start();
  });

  test("takes over a data folder whose holder is gone, even if its process number was given away", async () => {
    writeFileSync(join(dataDir, "latchkey.lock"), JSON.stringify({ pid: process.pid, identity: "earlier" }));
    await start();
  });

  test("moves to another port, still writable, when its own has been taken meanwhile", async () => {
    const first = await start();
    await write(first, "before the move");
    await first.stop();
    const squatter = createServer((socket) => socket.on("data", () => socket.destroy()));
    await new Promise<void>((done) =>
      squatter.listen(Number(new URL(first.uri).port), "127.0.0.1", () => done()),
    );
    try {
      const second = await start();
      expect(new URL(second.uri).port).not.toBe(new URL(first.uri).port);
      await write(second, "after the move");
      expect(await readAll(second)).toEqual(["before the move", "after the move"]);
    } finally {
      squatter.close();
    }
  });

  test("sets its user up again when the password file was lost", async () => {
    const first = await start();
    await write(first, "kept");
    await first.stop();
    rmSync(join(dataDir, "mongodb", "password"));
    expect(await readAll(await start())).toEqual(["kept"]);
  });

  test("stays stopped when the stop comes in the middle of a restart", async () => {
    const mongod = await start();
    process.kill(serverPid(), "SIGKILL");
    await mongod.stop();
    expect(isAlive(serverPid())).toBe(false);
    expect(log.lines.join("\n")).not.toContain("was started again");
  });

  test.each([
    [1, "The local mongod ended at its start (1); "],
    [62, "was written by another version of MongoDB"],
  ])("says in a sentence why there is no database when mongod ends with code %i", async (code, sentence) => {
    const path = join(dataDir, "mongod");
    writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && echo db version v8.0.4 && exit\nexit ${code}\n`);
    chmodSync(path, 0o755);
    await expect(start({ ...process.env, LATCHKEY_MONGOD: path })).rejects.toThrow(sentence);
    await start();
  });
});

async function start(env: NodeJS.ProcessEnv = process.env): Promise<LocalMongod> {
  const mongod = await startLocalMongod({ dataDir, log, env });
  running.push(mongod);
  return mongod;
}

/** What kill -9 of a service leaves: a mongod that runs on, with data, and nobody who supervises it. */
async function leaveOrphan(): Promise<MongodProcess> {
  const service = await start();
  await write(service, "acknowledged");
  const port = Number(new URL(service.uri).port);
  await service.stop();
  const { path } = await findMongod(process.env, log);
  const { folder, dbPath, logFile } = databaseFolder(dataDir);
  const { keyFile } = databaseSecrets(folder);
  const orphan = await spawnMongod({ binary: path, dbPath, logFile, keyFile, port });
  running.push(orphan);
  const client = new MongoClient(service.uri);
  await client.db().command({ ping: 1 });
  await client.close();
  return orphan;
}

async function write({ uri }: LocalMongod, name: string): Promise<void> {
  const client = new MongoClient(uri);
  await client
    .db()
    .collection("people")
    .insertOne({ name }, { writeConcern: { w: "majority", j: true } });
  await client.close();
}

async function readAll({ uri }: LocalMongod): Promise<string[]> {
  const client = new MongoClient(uri);
  const found = await client.db().collection<{ name: string }>("people").find().toArray();
  await client.close();
  return found.map(({ name }) => name);
}

function serverPid(): number {
  return Number.parseInt(readFileSync(join(dataDir, "mongodb", "db", "mongod.lock"), "utf8"), 10);
}
