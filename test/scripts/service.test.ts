import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "../../server/storage/mongod/process-info.js";
import { type Program, startProgram } from "../support/program.js";

const ROOT = join(import.meta.dirname, "..", "..");
const READY = /^latchkey ready (http:\/\/localhost:\d+)$/m;

let dataDir: string;
let started: Program[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "latchkey-service-"));
  started = [];
});

afterEach(async () => {
  for (const program of started) program.signal("SIGTERM");
  await Promise.all(started.map((program) => program.exit));
  rmSync(dataDir, { recursive: true, force: true });
});

describe("the service with a database of its own", { timeout: 120_000 }, () => {
  test("writes one line on stdout, answers there, and leaves nothing running after SIGTERM", async () => {
    const service = start();
    const url = (await service.says(READY))[1];
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const database = databasePid();
    const before = performance.now();
    service.signal("SIGTERM");
    service.signal("SIGTERM");
    expect(await service.exit).toEqual([0, null]);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(isAlive(database), "its database runs on").toBe(false);
    expect(service.stdout()).toBe(`latchkey ready ${url}\n`);
  });

  test("starts again after kill -9, ending the database that was left running", async () => {
    const killed = start();
    await killed.says(READY);
    const orphan = databasePid();
    killed.signal("SIGKILL");
    await killed.exit;
    expect(isAlive(orphan)).toBe(true);
    await start().says(READY);
    expect(isAlive(orphan), "the orphan runs on").toBe(false);
  });

  test("ends with code 0 and leaves nothing running when SIGTERM comes while the database starts", async () => {
    const service = start();
    await service.says(/mongod found/);
    service.signal("SIGTERM");
    expect(await service.exit).toEqual([0, null]);
    expect(isAlive(databasePid()), "its database runs on").toBe(false);
  });

  test("refuses a data folder that another service is using, in a sentence", async () => {
    await start().says(READY);
    const second = start();
    expect((await second.exit)[0]).toBe(1);
    expect(second.stderr()).toContain(`The data folder ${dataDir} is in use by another Latchkey`);
  });
});

function start(): Program {
  // The tests' own LATCHKEY_… are none of the service's, which refuses to start with unknown ones.
  const isForeign = (name: string) =>
    name === "MONGODB_URI" || (name.startsWith("LATCHKEY_") && name !== "LATCHKEY_MONGOD");
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
  const program = startProgram(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: { ...env, PORT: "0", LATCHKEY_DATA_DIR: dataDir, NODE_ENV: "production" },
  });
  started.push(program);
  return program;
}

function databasePid(): number {
  return Number.parseInt(readFileSync(join(dataDir, "mongodb", "db", "mongod.lock"), "utf8"), 10);
}
