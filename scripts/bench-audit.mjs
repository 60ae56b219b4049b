// `npm run bench:audit`: a million made-up entries in a database of their own, and what a search by each filter, and by
// useful combinations, examines there; and how long the charts take. Fails where a promised one reads more documents than a page and one.
//   --rows N   another number of entries
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MongoClient } from "mongodb";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";

const { values: options } = parseArgs({ options: { rows: { type: "string", default: "1000000" } } });
const ROWS = Number(options.rows);
const PAGE = 100;
const GROUP = 2000;
const BEGIN = Date.parse("2026-01-01T00:00:00Z");
/** One every 20 s: a million are 231 days. */
const STEP_MS = 20_000;

await ensureInstalled();
await ensureBuilt();
const [
  { startLocalMongod },
  { openMongoStorage },
  { auditQuery },
  { auditId },
  { link },
  { createSigner },
  { hoursOf, keepClosedHours },
] = await Promise.all([
  import("../dist/server/storage/mongod/local-mongod.js"),
  import("../dist/server/storage/mongo/storage.js"),
  import("../dist/server/storage/mongo/audit-query.js"),
  import("../dist/server/storage/audit-id.js"),
  import("../dist/server/audit/chain.js"),
  import("../dist/server/storage/signer.js"),
  import("../dist/server/audit/numbers.js"),
]);

const folder = await mkdtemp(join(tmpdir(), "latchkey-bench-audit-"));
const log = { info() {}, warn() {}, error: (details, text) => console.error(text, details) };
const mongod = process.env.LATCHKEY_TEST_MONGODB_URI
  ? null
  : await startLocalMongod({ dataDir: folder, log });
const uri = new URL(mongod?.uri ?? process.env.LATCHKEY_TEST_MONGODB_URI);
uri.pathname = `/bench_audit_${Date.now().toString(36)}`;
const client = await new MongoClient(uri.href).connect();
const db = client.db(uri.pathname.slice(1));
try {
  const storage = await openMongoStorage(uri.href);
  await fill(db.collection("audit"));
  await explainAll(db.collection("audit"));
  await summaries(storage);
  await storage.close();
} finally {
  await db.dropDatabase();
  await client.close();
  await mongod?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function fill(entries) {
  const signer = createSigner(Buffer.alloc(32));
  const began = Date.now();
  let prev = "";
  for (let seq = 0; seq < ROWS; seq += GROUP) {
    const group = [];
    for (let i = seq; i < Math.min(seq + GROUP, ROWS); i++) {
      const entry = link(row(i), { instance: "made-up", seq: i, prev }, signer);
      prev = entry.hash;
      group.push({ _id: auditId(entry), ...entry });
    }
    await entries.insertMany(group, { writeConcern: { w: 1, j: false } });
  }
  const { size, totalIndexSize } = await entries
    .aggregate([{ $collStats: { storageStats: {} } }])
    .next()
    .then(({ storageStats }) => storageStats);
  const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);
  console.log(
    `${ROWS} entries in ${Math.round((Date.now() - began) / 1000)} s: ${mebibytes(size)} MiB of documents, ${mebibytes(totalIndexSize)} MiB of indexes`,
  );
}

/** Most are sign-ins; one in a thousand is about a token, one in ten thousand a rescue. */
function row(i) {
  const person = (i * 7919) % 20_000;
  const action =
    i % 10_000 === 1
      ? "user.rescue"
      : i % 1000 === 2
        ? "token.assign"
        : i % 100 === 3
          ? "user.create"
          : i % 5 === 0
            ? "verification.session"
            : "verification.login";
  const isToken = action === "token.assign";
  return {
    at: new Date(BEGIN + i * STEP_MS),
    action,
    outcome: i % 50 === 3 ? "refused" : i % 9 === 0 ? "failure" : "success",
    actor: isToken ? "olga" : `application ${i % 12}`,
    user: `user ${person}`,
    userId: `id of user ${person}`.padEnd(43, "x"),
    factor: ["totp", "webauthn", "hotp"][i % 3],
    credentialId: "0123456789abcdefghijkl",
    application: isToken ? null : `application id ${i % 12}`,
    ip: i % 2 === 0 ? `10.${i % 200}.${i % 7}.9` : null,
    requestId: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    ...(isToken ? { detail: { serial: `SERIAL${i % 50_000}`, state: "assigned" } } : {}),
    ...(action === "user.create" ? { detail: { importId: `import ${i % 7}` } } : {}),
  };
}

async function explainAll(entries) {
  const from = new Date(BEGIN + ROWS * STEP_MS * 0.3);
  const to = new Date(BEGIN + ROWS * STEP_MS * 0.6);
  const userId = "id of user 12".padEnd(43, "x");
  const promised = {
    "no filter": {},
    user: { userId },
    "action (common)": { action: "verification.login" },
    "action (rare)": { action: "user.rescue" },
    outcome: { outcome: "refused" },
    factor: { factor: "webauthn" },
    application: { application: "application id 3" },
    ip: { ip: "10.6.6.9" },
    actor: { actor: "olga" },
    serial: { serial: "SERIAL1002" },
    import: { importId: "import 5" },
    "import, action": { importId: "import 5", action: "user.create" },
    from: { from },
    to: { to },
    "from, to": { from, to },
    "user, from, to": { userId, from, to },
    "user, action, outcome": { userId, action: "verification.session", outcome: "failure" },
    "action, outcome, factor": { action: "verification.login", outcome: "refused", factor: "totp" },
    "application, outcome, from": { application: "application id 3", outcome: "refused", from },
    "ip, outcome": { ip: "10.6.6.9", outcome: "failure" },
    "actor, action": { actor: "olga", action: "token.assign" },
    "factor, outcome": { factor: "hotp", outcome: "refused" },
  };
  const others = {
    "user, application": { userId, application: "application id 3" },
    "ip, application": { ip: "10.6.6.9", application: "application id 3" },
    "actor, factor": { actor: "olga", factor: "totp" },
  };
  console.log(`\npage of ${PAGE}`.padEnd(31), "documents", "  keys", "     ms", " found");
  for (const [name, filter] of Object.entries(promised)) {
    if ((await explain(entries, name, filter)) > PAGE + 1) process.exitCode = 1;
  }
  console.log("not promised:");
  for (const [name, filter] of Object.entries(others)) await explain(entries, name, filter);
  console.log(
    process.exitCode
      ? "MORE documents than a page and one"
      : "documents examined <= page + 1 for every promised filter",
  );
}

async function explain(entries, name, filter) {
  const { query, hint } = auditQuery(filter, undefined);
  const { executionStats: stats } = await entries
    .find(query)
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .hint(hint)
    .explain("executionStats");
  const numbers = [
    stats.totalDocsExamined,
    stats.totalKeysExamined,
    stats.executionTimeMillis,
    stats.nReturned,
  ];
  console.log(
    `  ${name.padEnd(28)}`,
    ...numbers.map((number, i) => String(number).padStart([9, 7, 7, 6][i])),
  );
  return stats.totalDocsExamined;
}

async function summaries({ auditHours }) {
  const last = BEGIN + ROWS * STEP_MS;
  const spans = [
    ["24 hours", 1],
    ["30 days", 30],
    ["400 days", 400],
  ];
  const charts = async (name, days, what) => {
    const began = performance.now();
    const answer = hoursOf(auditHours, { from: new Date(last - days * 86_400_000), to: new Date(last) });
    const ended = await answer.then(
      () => "",
      () => ", and over the limit",
    );
    console.log(`charts of ${name}, ${what}: ${Math.round(performance.now() - began)} ms${ended}`);
  };
  for (const [name, days] of spans) await charts(name, days, "every entry counted");
  const began = performance.now();
  // One run keeps 31 days at most.
  for (let day = 0; day <= (ROWS * STEP_MS) / 86_400_000; day += 31)
    await keepClosedHours(auditHours, new Date(last));
  console.log(`keeping every hour: ${Math.round(performance.now() - began)} ms, once`);
  for (const [name, days] of spans) await charts(name, days, "closed hours kept");
}
