import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { Child } from "./child.mjs";

const ADMIN_KEY = "key-of-the-benchmark-0123456789-0123456789";
/** As many wrong codes a person as the setting allows, so that wrong codes are evaluated and not refused. */
const TOLERATED = 10;

const NO_LOG = {
  info() {},
  warn() {},
  error(details, message) {
    console.error(message, details);
  },
};

/**
 * A database and a service in processes of their own, and everything to fill and to watch them. The database is the one
 * `LATCHKEY_TEST_MONGODB_URI` names, otherwise a local mongod in a temporary folder.
 * @param {{ execArgv?: string[], logLevel?: string }} options
 */
export async function makeBed({ execArgv = [], logLevel = "info" } = {}) {
  const modules = await loadModules();
  const folder = await mkdtemp(join(tmpdir(), "latchkey-bench-"));
  const mongod = process.env.LATCHKEY_TEST_MONGODB_URI
    ? null
    : await modules.startLocalMongod({ dataDir: folder, log: NO_LOG });
  const uri = new URL(mongod?.uri ?? process.env.LATCHKEY_TEST_MONGODB_URI);
  uri.pathname = `/bench_${Date.now().toString(36)}`;
  const material = modules.newKeyMaterial();
  const keyFile = join(folder, "keys.json");
  await writeFile(keyFile, JSON.stringify(material), { mode: 0o600 });
  const client = await new MongoClient(uri.href).connect();
  const db = client.db(uri.pathname.slice(1));

  const env = {
    ...withoutSettings(process.env),
    PORT: "0",
    MONGODB_URI: uri.href,
    LATCHKEY_DATA_DIR: folder,
    LATCHKEY_KEYS: `file:${keyFile}`,
    LATCHKEY_ADMIN_KEY: ADMIN_KEY,
    LATCHKEY_TOLERATED_FAILURES: String(TOLERATED),
    LATCHKEY_LOG_LEVEL: logLevel,
  };
  const service = new Child("./service.mjs", env, execArgv);
  const [, port] = await service.says(/latchkey ready http:\/\/localhost:(\d+)/);
  return {
    modules,
    mongodVersion: mongod?.version ?? "as given",
    uri: uri.href,
    db,
    users: db.collection("users"),
    keys: modules.createKeys(material),
    service,
    port: Number(port),
    apiKey: ADMIN_KEY,
    operations: () => operations(client),
    /** Nobody has failed yet. */
    async forgetFailures() {
      await db
        .collection("users")
        .updateMany({}, { $set: { "guard.failures": 0, "guard.notBefore": null }, $inc: { version: 1 } });
    },
    async end() {
      await service.stop();
      await db.dropDatabase();
      await client.close();
      await mongod?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function loadModules() {
  const [mongod, keySource, keys, check] = await Promise.all([
    import("../../dist/server/storage/mongod/local-mongod.js"),
    import("../../dist/server/storage/key-source.js"),
    import("../../dist/server/storage/keys.js"),
    import("../../dist/server/verification/check.js"),
  ]);
  return { ...mongod, ...keySource, ...keys, ...check };
}

function withoutSettings(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(LATCHKEY_|MONGODB_URI$|PORT$|HOST$)/.test(name)),
  );
}

const COUNTED = ["find", "update", "insert", "findAndModify", "delete", "aggregate"];

/** Commands that the database has run so far, by name. */
async function operations(client) {
  const { metrics } = await client.db("admin").command({ serverStatus: 1 });
  return Object.fromEntries(COUNTED.map((name) => [name, Number(metrics.commands[name]?.total ?? 0)]));
}
