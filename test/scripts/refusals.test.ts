import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { findMongod } from "../../server/storage/mongod/find-mongod.js";
import { freePort } from "../support/free-port.js";
import { memoryLog } from "../support/memory-log.js";
import { testDatabase } from "../support/mongo.js";
import { type Program, startProgram } from "../support/program.js";

const ROOT = join(import.meta.dirname, "..", "..");
const READY = /^latchkey ready (http:\/\/localhost:\d+)$/m;
const database = testDatabase();
const empty = testDatabase();

let dataDir: string;
let started: Program[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "latchkey-refusals-"));
  started = [];
});

afterEach(async () => {
  for (const program of started) program.signal("SIGTERM");
  await Promise.all(started.map((program) => program.exit));
  rmSync(dataDir, { recursive: true, force: true });
});

describe("a start that must not succeed", { timeout: 120_000 }, () => {
  test("lists every fault of the configuration and every unknown LATCHKEY_ name at once", async () => {
    const said = await refused({
      PORT: "eighty",
      LATCHKEY_ADMIN_KEY: "too-short",
      LATCHKEY_PUBLIC_URL: "ftp://example.org",
      LATCHKEY_TOLERATED_FAILURES: "11",
      LATCHKEY_TOLERATED_FAILURE: "1",
      LATCHKEY_TYPO: "x",
    });
    for (const name of ["PORT", "LATCHKEY_ADMIN_KEY", "LATCHKEY_PUBLIC_URL", "LATCHKEY_TOLERATED_FAILURES"]) {
      expect(said).toContain(`- ${name}: `);
    }
    expect(said).toContain("LATCHKEY_TYPO is no setting of Latchkey.");
    expect(said).toContain("LATCHKEY_TOLERATED_FAILURE is no setting of Latchkey.");
    expect(said, "a key is never repeated").not.toContain("too-short");
  });

  test("names each faulty combination of settings", async () => {
    const said = await refused({
      LATCHKEY_PUBLIC_URL: "http://login.example.org/sub",
      LATCHKEY_RP_ID: "example.com",
      LATCHKEY_SMTP_URL: "smtp://mail.example.org",
      LATCHKEY_TRUSTED_PROXIES: "10.0.0.0/8,nonsense",
      LATCHKEY_ADMIN_KEY_FILE: join(dataDir, "missing"),
    });
    for (const fault of [
      "must be https",
      "no path",
      "LATCHKEY_RP_ID",
      "LATCHKEY_MAIL_FROM",
      "nonsense",
      "missing",
    ]) {
      expect(said).toContain(fault);
    }
  });

  test("refuses a connection string that weakens the safety of writes", async () => {
    const uri = new URL(database.uri);
    for (const [name, value] of [
      ["w", "1"],
      ["journal", "false"],
      ["readPreference", "secondary"],
    ] as const) {
      const weakened = new URL(uri);
      weakened.searchParams.set(name, value);
      expect(await refused({ MONGODB_URI: weakened.href })).toContain(
        `weakens the safety of writes by ${name}=${value}`,
      );
    }
  });

  test("refuses a standalone mongod, whose writes no majority confirms", async () => {
    const { path } = await findMongod(process.env, memoryLog());
    const port = await freePort();
    const folder = join(dataDir, "standalone");
    mkdirSync(folder);
    const mongod = spawn(path, ["--port", String(port), "--dbpath", folder, "--bind_ip", "127.0.0.1"]);
    try {
      expect(await refused({ MONGODB_URI: `mongodb://127.0.0.1:${port}/` })).toContain("standalone server");
    } finally {
      const ended = new Promise((resolve) => mongod.once("exit", resolve));
      mongod.kill("SIGKILL");
      await ended;
    }
  });

  test("refuses missing keys beside a database that holds data, and makes no new ones", async () => {
    const keyFile = join(dataDir, "keys.json");
    await startOnce({ MONGODB_URI: database.uri });
    rmSync(keyFile);
    expect(await refused({ MONGODB_URI: database.uri })).toContain("is missing, but the database holds data");
    writeFileSync(keyFile, JSON.stringify(newKeyMaterial()), { mode: 0o600 });
    expect(await refused({ MONGODB_URI: database.uri })).toContain("not those of this database");
    chmodSync(keyFile, 0o640);
    expect(await refused({ MONGODB_URI: database.uri })).toContain("is open to others");
  });

  test("refuses keys that are no keys, and says nothing of what stands there", async () => {
    const keys = { LATCHKEY_KEYS: "env:MY_KEYS", MONGODB_URI: empty.uri };
    expect(await refused({ ...keys, MY_KEYS: "secret that is no JSON" })).toContain("are not JSON");
    const said = await refused({
      ...keys,
      MY_KEYS: JSON.stringify({ ...newKeyMaterial(), lookup: "c2hvcnQ=" }),
    });
    expect(said).toContain("32 bytes");
    expect(said).not.toContain("c2hvcnQ=");
    expect(await refused(keys)).toContain("MY_KEYS, which is not set");
  });

  test("refuses an option that there is not, and a demo that others could reach", async () => {
    expect(await refused({}, "--dmeo")).toContain("no option --dmeo");
    expect(await refused({ HOST: "0.0.0.0" }, "--demo")).toContain("for this machine alone");
  });
});

describe("a start with care", { timeout: 120_000 }, () => {
  test("warns where the keys of an https deployment lie beside its data", async () => {
    const service = start({ LATCHKEY_PUBLIC_URL: "https://login.example.org", LATCHKEY_DATA_DIR: dataDir });
    await service.says(/The keys lie in the data folder/);
    await service.says(/latchkey ready https:/);
  });

  test("serves metrics without a key at LATCHKEY_METRICS_PORT, on this machine alone, and nothing else", async () => {
    const service = start({ MONGODB_URI: empty.uri, LATCHKEY_METRICS_PORT: "0" });
    const [, port] = await service.says(
      /"address":"127\.0\.0\.1","family":"IPv4","port":(\d+).*metrics are served/,
    );
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(metrics.status).toBe(200);
    expect(await metrics.text()).toContain("latchkey_environment_key_set 0");
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/users/x`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status).toBe(404);
  });
});

function start(env: Record<string, string>, ...args: string[]): Program {
  const isForeign = (name: string) =>
    name === "MONGODB_URI" || (name.startsWith("LATCHKEY_") && name !== "LATCHKEY_MONGOD");
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
  const program = startProgram(process.execPath, ["scripts/start.mjs", ...args], {
    cwd: ROOT,
    env: { ...own, PORT: "0", LATCHKEY_DATA_DIR: dataDir, NODE_ENV: "production", ...env },
  });
  started.push(program);
  return program;
}

async function startOnce(env: Record<string, string>): Promise<void> {
  const program = start(env);
  await program.says(READY);
  program.signal("SIGTERM");
  await program.exit;
}

/** Starts, and gives what it wrote on stderr; it must end with code 1 and say nothing on stdout. */
async function refused(env: Record<string, string>, ...args: string[]): Promise<string> {
  const program = start(env, ...args);
  expect(await program.exit).toEqual([1, null]);
  expect(program.stdout()).toBe("");
  return program.stderr();
}
