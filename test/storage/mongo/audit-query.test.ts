import { beforeAll, describe, expect, it } from "vitest";
import type { AuditFilter } from "../../../server/storage/audit.js";
import { auditQuery } from "../../../server/storage/mongo/audit-query.js";
import { openMongoStorage } from "../../../server/storage/mongo/storage.js";
import { auditRows } from "../../support/audit-rows.js";
import { testDatabase } from "../../support/mongo.js";

const ROWS = 5000;
const PAGE = 50;
const database = testDatabase();
const rows = auditRows(ROWS);
const from = new Date("2026-11-01T00:20:00.000Z");
const to = new Date("2026-11-01T01:00:00.000Z");

beforeAll(async () => {
  const storage = await openMongoStorage(database.uri);
  await storage.audit.append(rows);
  await storage.close();
});

/** Every filter by itself, and the combinations that are promised. */
const FILTERS: [string, AuditFilter][] = Object.entries({
  nothing: {},
  user: { userId: "id of user 3" },
  action: { action: "token.assign" },
  outcome: { outcome: "refused" },
  factor: { factor: "webauthn" },
  application: { application: "application 3" },
  ip: { ip: "10.0.0.5" },
  actor: { actor: "olga" },
  serial: { serial: "SERIAL8" },
  import: { importId: "import 3" },
  from: { from },
  to: { to },
  "from and to": { from, to },
  "user, action, outcome, factor, from and to": {
    userId: "id of user 3",
    action: "verification.session",
    outcome: "refused",
    factor: "totp",
    from,
    to,
  },
  "action and outcome": { action: "token.assign", outcome: "failure" },
  "action, outcome and factor": { action: "user.create", outcome: "failure", factor: "totp" },
  "factor and outcome": { factor: "hotp", outcome: "refused" },
  "application, action and outcome": {
    application: "application 3",
    action: "verification.login",
    outcome: "refused",
  },
  "ip, action, outcome and factor": {
    ip: "10.0.0.5",
    action: "user.create",
    outcome: "success",
    factor: "hotp",
  },
  "actor and action": { actor: "olga", action: "token.assign" },
  "serial and action": { serial: "SERIAL8", action: "token.assign" },
  "import and action": { importId: "import 3", action: "user.create" },
  "a name that nobody has": { userId: "nobody's" },
} satisfies Record<string, AuditFilter>);

interface Explained {
  executionStats: { totalDocsExamined: number; nReturned: number };
  queryPlanner: { winningPlan: unknown };
}

async function explain(filter: AuditFilter, after?: string): Promise<Explained> {
  const { query, hint } = auditQuery(filter, after);
  const cursor = database.db
    .collection("audit")
    .find(query as object)
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .hint(hint);
  return (await cursor.explain("executionStats")) as unknown as Explained;
}

describe("a search of the audit trail", () => {
  it.each(FILTERS)("by %s reads no more documents than a page and one, and sorts none", async (_, filter) => {
    const newest = await explain(filter);
    const middle = rows[2500];
    const later = await explain(filter, `${middle?.at.toISOString()}/made-up/`);
    for (const { executionStats, queryPlanner } of [newest, later]) {
      expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(PAGE + 1);
      expect(JSON.stringify(queryPlanner.winningPlan)).not.toContain('"SORT"');
    }
    if (!("userId" in filter && filter.userId === "nobody's"))
      expect(newest.executionStats.nReturned).toBeGreaterThan(0);
  });

  it("finds the same by every filter as looking at each entry does", async () => {
    const storage = await openMongoStorage(database.uri);
    for (const [name, { from: least, to: most, serial, importId, ...fields }] of FILTERS) {
      const expected = rows.filter(
        (row) =>
          Object.entries(fields).every(([field, value]) => row[field as keyof typeof row] === value) &&
          (serial === undefined || row.detail?.serial === serial) &&
          (importId === undefined || row.detail?.importId === importId) &&
          (least === undefined || row.at >= least) &&
          (most === undefined || row.at <= most),
      );
      const filter = Object.fromEntries(FILTERS)[name] ?? {};
      const found = await storage.audit.search(filter, { limit: ROWS });
      expect(
        found.map(({ seq }) => seq),
        name,
      ).toEqual(expected.map(({ seq }) => seq).reverse());
    }
    await storage.close();
  });

  it("finds the newest entry of each chain without reading the chains", async () => {
    const pipeline = [
      { $sort: { instance: 1, seq: -1 } },
      { $group: { _id: "$instance", seq: { $first: "$seq" }, hash: { $first: "$hash" } } },
    ];
    const plan = await database.db.collection("audit").aggregate(pipeline).explain("executionStats");
    expect(JSON.stringify(plan)).toContain("DISTINCT_SCAN");
  });
});
