import { beforeAll, describe, expect, it, vi } from "vitest";
import { keepClosedHours } from "../../server/audit/numbers.js";
import { wrong } from "../support/hotp.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TOLERATED_FAILURES: "0" } });
const { call, clock, database, deps } = service;
const audit = database.db.collection("audit");

interface Counts {
  success: number;
  failure: number;
  refused: number;
}
interface Numbers {
  intervals: (Counts & { begin: string })[];
  factors: (Counts & { factor: string })[];
  mostBlocked: { user: string; refusals: number }[];
}

async function numbers(query: string): Promise<Numbers> {
  const answer = await call("GET", `/api/v1/audit/summary?${query}`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as Numbers;
}

const keep = () => keepClosedHours(deps.storage.auditHours, service.now());
const sum = (some: readonly Counts[], of: keyof Counts) => some.reduce((total, one) => total + one[of], 0);

/** What has really happened, as the test did it. */
const happened = { success: 0, failure: 0, refused: 0, blocked: new Map<string, number>() };
const apps = new Map<string, TestApp>();

async function verify(username: string, right: boolean, code = apps.get(username)?.code() ?? "000000") {
  const { status } = await call("POST", "/api/v1/verify", {
    username,
    code: right ? code : wrong(code),
    factor: "totp",
  });
  if (status === 200) happened.success += 1;
  else if (status === 401) happened.failure += 1;
  else if (status === 429) {
    happened.refused += 1;
    happened.blocked.set(username, (happened.blocked.get(username) ?? 0) + 1);
  } else throw new Error(`unexpected status ${status}`);
}

let from = "";

beforeAll(async () => {
  for (const username of ["anna", "bert", "cleo"]) apps.set(username, await userWithApp(service, username));
  // The next hour begins.
  clock.advance(3600 - ((service.now().getTime() / 1000) % 3600));
  from = service.now().toISOString();
  for (let hour = 0; hour < 6; hour++) {
    for (let turn = 0; turn <= hour; turn++) {
      clock.advance(60);
      await verify("anna", true);
      await verify("bert", turn % 2 === 0);
    }
    await verify("cleo", false);
    // While cleo is blocked: one entry, counted up.
    for (let more = 0; more < hour; more++) await verify("cleo", true);
    clock.advance(3600 - 60 * (hour + 1));
  }
  // Refusals are counted up once a second.
  await vi.waitFor(
    async () => expect(sum((await numbers(`from=${from}`)).intervals, "refused")).toBe(happened.refused),
    { timeout: 10_000, interval: 100 },
  );
}, 60_000);

describe("A5 the numbers of the charts", () => {
  it("are what happened: by hour, by factor, by user", async () => {
    const { intervals, factors, mostBlocked } = await numbers(`from=${from}&interval=hour`);
    expect(sum(intervals, "success")).toBe(happened.success);
    expect(sum(intervals, "failure")).toBe(happened.failure);
    expect(factors).toEqual([
      { factor: "totp", success: happened.success, failure: happened.failure, refused: happened.refused },
    ]);
    expect(intervals).toHaveLength(7);
    expect(intervals[0]).toMatchObject({ begin: from, refused: 0 });
    expect(Object.fromEntries(mostBlocked.map(({ user, refusals }) => [user, refusals]))).toEqual(
      Object.fromEntries(happened.blocked),
    );
    expect(mostBlocked[0]?.user).toBe("cleo");
  });

  it("stay the same once closed hours are kept, in any span, by hour or day", async () => {
    const to = service.now().toISOString();
    const middle = new Date(Date.parse(from) + 5_000_000).toISOString();
    const spans = [
      `from=${from}&interval=hour`,
      `from=${middle}&to=${to}&interval=hour`,
      `from=${from}&to=${middle}&interval=day`,
      "from=2026-11-20T00:00:00Z&to=2026-11-30T00:00:00Z",
    ];
    const before = await Promise.all(spans.map(numbers));
    await keep();
    expect(await database.db.collection("audit_hours").countDocuments()).toBeGreaterThan(3);
    expect(await Promise.all(spans.map(numbers))).toEqual(before);
    await Promise.all([keep(), keep()]);
    expect(await Promise.all(spans.map(numbers))).toEqual(before);
  });

  it("of closed hours come from what is kept: no entry of them is looked at", async () => {
    const before = await numbers(`from=${from}&interval=hour`);
    const until = (await deps.storage.auditHours.keptUntil())?.toISOString() ?? "";
    expect(Date.parse(until)).toBeGreaterThan(Date.parse(from));
    const closed = { _id: { $lt: until as never } };
    const entries = await audit.find(closed).toArray();
    await audit.deleteMany(closed);
    expect(await numbers(`from=${from}&interval=hour`)).toEqual(before);
    await audit.insertMany(entries);
  });

  it("of an hour are not kept before a block of it can have ended", async () => {
    const until = (await deps.storage.auditHours.keptUntil()) as Date;
    await keep();
    expect(service.now().getTime() - until.getTime()).toBeGreaterThanOrEqual(3_900_000);
    clock.advance(3600);
    await verify("anna", true);
    await keep();
    expect((await deps.storage.auditHours.keptUntil())?.getTime()).toBe(until.getTime() + 3_600_000);
    expect(sum((await numbers(`from=${from}`)).intervals, "success")).toBe(happened.success);
  });
});
