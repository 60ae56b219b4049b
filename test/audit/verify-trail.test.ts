import { beforeEach, describe, expect, it } from "vitest";
import { checkpointHash } from "../../server/audit/checkpoint.js";
import { verifyTrail } from "../../server/audit/verify-trail.js";
import { AuditWriter } from "../../server/audit/writer.js";
import { openMongoStorage } from "../../server/storage/mongo/storage.js";
import { createSigner } from "../../server/storage/signer.js";
import { testDatabase } from "../support/mongo.js";
import { TestClock } from "../support/service.js";
import { trailWriter, record as write } from "../support/trail.js";

const { db, uri } = testDatabase();
const clock = new TestClock();
const storage = await openMongoStorage(uri, clock.now);
const signer = createSigner(Buffer.alloc(32, 7));
const entries = db.collection<{ _id: string; seq: number; instance: string }>("audit");
const checkpoints = db.collection<{ _id: number; heads: { instance: string; hash: string }[] }>(
  "audit_checkpoints",
);

const writer = () => trailWriter(storage, signer);

const record = (to: AuditWriter, count: number, detail: Record<string, string> = {}) =>
  write(to, clock, count, detail);

/** A process that wrote ten entries, signed them, wrote five more and ended. */
async function oneChain(): Promise<string> {
  const process = writer();
  await record(process, 10);
  await process.checkpoint();
  clock.advance(60);
  await record(process, 5);
  await process.close();
  const first = await entries.findOne({});
  return first?.instance ?? "";
}

const verify = (span = {}, anchor: { number: number; hash: string } | null = null) =>
  verifyTrail(storage, signer, anchor, span);

const faults = async () => (await verify()).faults;

beforeEach(async () => {
  await entries.deleteMany({});
  await checkpoints.deleteMany({});
});

describe("the verification of the audit trail", () => {
  it("finds nothing wrong with what several processes wrote, also one that died and one that goes on", async () => {
    const [died, ended, goesOn] = [writer(), writer(), writer()];
    await Promise.all([
      record(died, 7),
      record(ended, 8, { odd: "lone \ud800 surrogate" }),
      record(goesOn, 9),
    ]);
    await goesOn.checkpoint();
    await ended.close();
    clock.advance(60);
    await record(goesOn, 3);
    expect(await verify()).toMatchObject({ entries: 27, chains: 3, checkpoints: 1, unsigned: 3, faults: [] });
    await goesOn.checkpoint();
    expect(await verify()).toMatchObject({ entries: 27, chains: 3, checkpoints: 2, unsigned: 0, faults: [] });
  });

  it("signs the entries of a process that died before it could", async () => {
    const died = writer();
    await record(died, 4);
    expect(await verify()).toMatchObject({ unsigned: 4, checkpoints: 0 });
    const next = writer();
    await record(next, 1);
    await next.checkpoint();
    expect(await verify()).toMatchObject({ unsigned: 0, chains: 2, faults: [] });
  });

  it("writes one checkpoint a minute however many processes there are, and none while nothing happens", async () => {
    const processes = [writer(), writer(), writer()];
    for (const process of processes) await record(process, 2);
    await Promise.all(processes.map((process) => process.checkpoint()));
    clock.advance(61);
    await Promise.all(processes.map((process) => process.checkpoint()));
    expect(await checkpoints.countDocuments()).toBe(1);
  });

  it.each([
    ["who", { actor: "nobody" }],
    ["the outcome", { outcome: "failure" }],
    ["the instant", { at: new Date(0) }],
    ["a detail", { "detail.serial": "another" }],
    ["a type", { at: "yesterday" }],
    ["the hash", { hash: "0".repeat(64) }],
    ["the link", { prev: "0".repeat(64) }],
  ])("finds an edit of %s, and says in which entry", async (_, change) => {
    const instance = await oneChain();
    await entries.updateOne({ instance, seq: 6 }, { $set: change });
    const found = await faults();
    expect(found[0]).toMatch(new RegExp(`chain ${instance}: entry 6 (was changed|is filed)`));
  });

  it("finds a deletion in the middle, at the begin and at the end, and says of which entries", async () => {
    const instance = await oneChain();
    for (const [seqs, expected] of [
      [[4], "entry 4 is missing"],
      [[7, 8], "entries 7 to 8 are missing"],
      [[0], "entry 0 is missing"],
      [[13, 14], "entries 13 to 14 are missing at its end"],
    ] as const) {
      const gone = await entries.find({ instance, seq: { $in: [...seqs] } }).toArray();
      await entries.deleteMany({ seq: { $in: [...seqs] } });
      const found = await faults();
      expect(found, expected).toHaveLength(1);
      expect(found[0]).toContain(`chain ${instance}: ${expected}`);
      await entries.insertMany(gone);
    }
    expect(await faults()).toEqual([]);
  });

  it("finds that a whole chain was deleted", async () => {
    const instance = await oneChain();
    await entries.deleteMany({ instance });
    expect(await faults()).toEqual([`chain ${instance}: entries 0 to 14 are missing at its end`]);
  });

  it("finds two entries that changed places", async () => {
    const instance = await oneChain();
    const [third, eighth] = await Promise.all([3, 8].map((seq) => entries.findOne({ instance, seq })));
    await entries.deleteMany({ seq: { $in: [3, 8] } });
    await entries.insertMany([
      { ...third, _id: eighth?._id ?? "", seq: 8 } as never,
      { ...eighth, _id: third?._id ?? "", seq: 3 } as never,
    ]);
    const found = await faults();
    expect(found.some((fault) => fault.includes("entry 3 was changed"))).toBe(true);
    expect(found.some((fault) => fault.includes("entry 8 was changed"))).toBe(true);
  });

  it("finds an entry that is filed under another time, by which searches would list it elsewhere", async () => {
    const instance = await oneChain();
    const entry = await entries.findOne({ instance, seq: 5 });
    await entries.deleteOne({ seq: 5 });
    await entries.insertOne({ ...entry, _id: `2020${entry?._id.slice(4)}` } as never);
    expect((await faults())[0]).toContain("entry 5 is filed under another time");
  });

  it("finds a chain that somebody with another key has forged, though it fits in itself", async () => {
    await oneChain();
    const forger = createSigner(Buffer.alloc(32, 8));
    const forged = new AuditWriter(storage.audit, forger, { write: async () => {} }, () => {});
    await record(forged, 2);
    expect(await faults()).toHaveLength(2);
  });

  it("finds checkpoints that were changed, taken out or replaced", async () => {
    await oneChain();
    const [first] = await checkpoints.find({}).sort({ _id: 1 }).toArray();
    await checkpoints.updateOne({ _id: 1 }, { $set: { "heads.0.seq": 3 } });
    expect((await faults())[0]).toBe("checkpoint 1 is not signed with this installation's key");
    await checkpoints.deleteOne({ _id: 1 });
    expect((await faults())[0]).toContain("checkpoints 1 to 1 are missing");
    await checkpoints.insertOne(first as never);
    expect(await faults()).toEqual([]);
  });

  it("finds that the end was cut off by the checkpoint that the machine has kept outside the database", async () => {
    const instance = await oneChain();
    const last = await storage.auditCheckpoints.last();
    const anchor = { number: last?.number ?? 0, hash: last ? checkpointHash(last) : "" };
    expect((await verify({}, anchor)).faults).toEqual([]);
    await entries.deleteMany({ instance, seq: { $gte: 10 } });
    await checkpoints.deleteOne({ _id: 2 });
    expect((await verify()).faults).toEqual([]);
    expect((await verify({}, anchor)).faults[0]).toContain(
      "checkpoint 2, which this machine has kept, is missing",
    );
  });

  it("looks at a span only, between the checkpoints around it", async () => {
    const process = writer();
    const instants: Date[] = [];
    for (let minute = 0; minute < 6; minute++) {
      instants.push(clock.now());
      await record(process, 10);
      clock.advance(110);
      await process.checkpoint();
    }
    await entries.updateOne({ seq: 5 }, { $set: { actor: "nobody" } });
    await entries.updateOne({ seq: 25 }, { $set: { actor: "nobody" } });
    const [first, second, third, , fifth] = instants;
    expect((await verify({ from: second, to: third })).faults).toEqual([expect.stringContaining("entry 25")]);
    expect(await verify({ from: fifth })).toMatchObject({ entries: 20, faults: [] });
    expect((await verify({ to: first })).faults).toEqual([expect.stringContaining("entry 5 ")]);
    expect((await verify()).faultCount).toBe(2);
  });
});
