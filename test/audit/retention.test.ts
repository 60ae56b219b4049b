import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { Retention, type RetentionSettings } from "../../server/audit/retention.js";
import { verifyArchives } from "../../server/audit/verify-archive.js";
import { verifyTrail } from "../../server/audit/verify-trail.js";
import type { AuditWriter } from "../../server/audit/writer.js";
import { openMongoStorage } from "../../server/storage/mongo/storage.js";
import { createSigner } from "../../server/storage/signer.js";
import type { Storage } from "../../server/storage/storage.js";
import { testDatabase } from "../support/mongo.js";
import { TestClock } from "../support/service.js";
import {
  archiveFiles,
  archiveLines,
  archivePath,
  changeArchive,
  record,
  trailWriter,
} from "../support/trail.js";

const { db, uri } = testDatabase();
const clock = new TestClock();
const storage = await openMongoStorage(uri, clock.now);
const signer = createSigner(Buffer.alloc(32, 7));
const entries = db.collection<{ _id: string; seq: number; instance: string; action: string }>("audit");
const DAY = 24 * 3600;
const log: { reason?: string }[] = [];
const logger = { info: () => undefined, warn: (fields: { reason?: string }) => log.push(fields) };

let directory: string;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let own: AuditWriter;
let writers: AuditWriter[] = [];

/** A process; each signs by itself once a minute until it ends. */
function writer(): AuditWriter {
  const started = trailWriter(storage, signer);
  writers.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(writers.map((started) => started.close()));
  writers = [];
});

beforeEach(async () => {
  for (const { name } of await db.listCollections().toArray()) await db.collection(name).deleteMany({});
  directory = join(mkdtempSync(join(tmpdir(), "latchkey-retention-")), "archive");
  folders.push(directory);
  own = writer();
  log.length = 0;
});

/** The job in one process. */
function retention(settings: Partial<RetentionSettings> = {}, over: Storage = storage): Retention {
  const deps = { storage: over, signer, audit: own, log: logger as never };
  return new Retention(deps, { days: 30, directory, destinations: [], ...settings });
}

/** A day on which these processes write ten entries each. */
async function day(...processes: AuditWriter[]): Promise<void> {
  for (const process of processes) {
    await record(process, clock, 5);
    await process.checkpoint();
    clock.advance(3600);
    await record(process, clock, 5);
    await process.checkpoint();
    clock.advance(3600);
  }
  clock.advance(DAY - processes.length * 2 * 3600);
}

async function verify() {
  const trail = await verifyTrail(storage, signer, null, {});
  const archives = await verifyArchives(directory, signer, trail.statements, {});
  return {
    faults: [...trail.faults, ...archives.faults],
    kept: trail.entries,
    archived: archives.entries,
    files: archives.files,
  };
}

const alone = async (span = {}) => (await verifyArchives(directory, signer, null, span)).faults;

/** Every entry wherever it is, as `<instance> <seq>`, but those about archiving itself. */
async function everything(): Promise<string[]> {
  const archived = archiveFiles(directory)
    .filter((file) => file.endsWith(".gz"))
    .flatMap((file) => archiveLines(join(directory, file)).filter(({ type }) => type === "entry"));
  const kept = await entries.find({ action: { $ne: "audit.archive" } }).toArray();
  return [...archived, ...kept].map(({ instance, seq }) => `${instance} ${seq}`).sort();
}

/** Ten days by two processes, then so many days later. */
async function tenDays(later: number) {
  const [first, second] = [writer(), writer()];
  for (let i = 0; i < 10; i++) await day(first, second);
  clock.advance(later * DAY);
  await record(own, clock, 1);
  await own.checkpoint();
  return { first, second };
}

describe("A5 retention", () => {
  it("moves what is older than it is kept into an archive, and both verify from their first entry on", async () => {
    const begin = clock.now();
    await tenDays(25);
    expect(await retention().run()).toBe(1);
    const { faults, kept, archived, files } = await verify();
    expect(faults).toEqual([]);
    expect({ archived, files }).toEqual({ archived: 100, files: 1 });
    expect(kept).toBe(102);
    expect(await alone()).toEqual([]);
    const [file = ""] = archiveFiles(directory);
    expect(file).toBe(`latchkey-audit-000001-${begin.toISOString().slice(0, 10)}-to-2026-11-28.jsonl.gz`);
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    expect(await entries.findOne({ action: "audit.archive" })).toMatchObject({
      actor: "latchkey",
      detail: { archive: 1, file, entries: 100, faults: 0, from: expect.any(String), to: expect.any(String) },
    });
  });

  it("keeps everything unless told otherwise", async () => {
    await tenDays(500);
    expect(await retention({ days: null }).run()).toBe(0);
    expect(await entries.countDocuments()).toBe(201);
  });

  it("goes on day by day, each archive following the one before", async () => {
    const { first, second } = await tenDays(25);
    for (let i = 0; i < 4; i++) {
      await retention().run();
      await retention().run();
      await day(first, second);
    }
    await retention().run();
    expect(archiveFiles(directory)).toHaveLength(5);
    expect((await verify()).faults).toEqual([]);
    expect(await alone()).toEqual([]);
    expect(new Set(await everything()).size).toBe((await everything()).length);
  });

  it("makes several archives of a long past, none larger than can be verified in memory", async () => {
    await tenDays(100);
    expect(await retention({ mostEntries: 60 }).run()).toBe(4);
    expect(await verify()).toMatchObject({ faults: [], files: 4, archived: 200 });
  });

  it("leaves the newest checkpoint and what is not signed yet, however old", async () => {
    await record(own, clock, 5);
    await own.checkpoint();
    clock.advance(70);
    await record(own, clock, 5);
    await own.checkpoint();
    await record(own, clock, 5);
    clock.advance(100 * DAY);
    await retention().run();
    expect(await verify()).toMatchObject({ faults: [], archived: 5, kept: 11 });
  });

  it("lets a process that was silent for long go on with its chain", async () => {
    const { first } = await tenDays(100);
    await retention().run();
    await record(first, clock, 3);
    clock.advance(60);
    await first.checkpoint();
    await writer().checkpoint();
    expect((await verify()).faults).toEqual([]);
    const last = await storage.auditCheckpoints.last();
    expect(last?.heads.find(({ seq }) => seq === 102)).toBeDefined();
  });

  it("is done by one process at a time", async () => {
    await tenDays(100);
    expect(await Promise.all([retention().run(), retention().run(), retention().run()])).toEqual(
      expect.arrayContaining([1, 0, 0]),
    );
    expect(archiveFiles(directory)).toHaveLength(1);
    expect((await verify()).faults).toEqual([]);
  });
});

describe("A5 retention and the outbox", () => {
  it("keeps what a destination that is switched on does not have yet", async () => {
    await tenDays(100);
    const [oldest] = await entries.find({}).sort({ _id: 1 }).toArray();
    const instance = oldest?.instance ?? "";
    const others = (await entries.distinct("instance")).filter((of) => of !== instance);
    await storage.outbox.delivered(
      "syslog",
      others.map((of) => ({ instance: of, seq: 99 })),
      "id",
    );
    expect(await retention({ destinations: ["syslog"] }).run()).toBe(0);
    await storage.outbox.delivered("syslog", [{ instance, seq: 49 }], "id");
    clock.advance(601);
    expect(await retention({ destinations: ["syslog"] }).run()).toBe(1);
    expect((await entries.find({ instance }).toArray()).map(({ seq }) => seq)).toContain(50);
    expect((await verify()).faults).toEqual([]);
  });

  it("keeps it also where only another process has been delivering, lately", async () => {
    await tenDays(100);
    await storage.outbox.failed("webhook", "Nothing listens at that address.");
    expect(await retention().run()).toBe(0);
    clock.advance(8 * DAY);
    expect(await retention().run()).toBe(1);
  });
});

/** The storage in which a method fails from its n-th call on, as if the process had died there. */
function dying(
  store: "auditArchives" | "audit" | "auditCheckpoints" | "leases",
  method: string,
  call = 1,
): Storage {
  let calls = 0;
  const original = storage[store] as unknown as Record<string, (...given: unknown[]) => unknown>;
  const failing = (...given: unknown[]) => {
    calls += 1;
    if (calls >= call) throw new Error("killed");
    return original[method]?.(...given);
  };
  return { ...storage, [store]: { ...original, [method]: failing } };
}

describe("A5 retention that is killed loses nothing and archives nothing twice", () => {
  it.each([
    ["before the file has its name", dying("leases", "hold", 3)],
    ["when the file is written and nobody knows of it", dying("auditArchives", "add")],
    ["before the first entry is deleted", dying("audit", "remove")],
    ["between two chains", dying("audit", "remove", 2)],
    ["before the checkpoints are deleted", dying("auditCheckpoints", "removeUpTo")],
    ["before it says that all is done", dying("auditArchives", "markRemoved")],
  ])("%s", async (_, over) => {
    await tenDays(100);
    const all = (await entries.find({}).toArray()).map(({ instance, seq }) => `${instance} ${seq}`).sort();
    expect(await retention({}, over).run()).toBe(0);
    expect(log).toHaveLength(1);
    const between = await verifyTrail(storage, signer, null, {});
    expect(between.faults).toEqual([]);
    expect(new Set(await everything().catch(() => all))).toEqual(new Set(all));

    clock.advance(601);
    expect(await retention().run()).toBe(1);
    expect(await everything()).toEqual(all);
    expect(await verify()).toMatchObject({ faults: [], files: 1, archived: 200 });
    expect(archiveFiles(directory)).toHaveLength(1);
    clock.advance(601);
    expect(await retention().run()).toBe(0);
  });

  it("deletes nothing where the archive is not there any more when it goes on", async () => {
    await tenDays(100);
    await retention({}, dying("audit", "remove")).run();
    rmSync(directory, { recursive: true });
    clock.advance(601);
    expect(await retention().run()).toBe(0);
    expect(await entries.countDocuments()).toBe(201);
    expect((await storage.auditArchives.lastRun())?.failure).toContain(
      "is not in the folder of this machine",
    );
  });
});

describe("A5 retention stops, deletes nothing and says why, where", () => {
  const failure = async () => (await storage.auditArchives.lastRun())?.failure;

  it("the folder cannot be written", async () => {
    await tenDays(100);
    writeFileSync(directory, "a file");
    await retention().run();
    expect(await failure()).toContain("is no folder");
    expect(await entries.countDocuments()).toBe(201);
  });

  it("a checkpoint is not as it was signed", async () => {
    await tenDays(100);
    await db
      .collection<{ _id: number }>("audit_checkpoints")
      .updateOne({ _id: 2 }, { $set: { "heads.0.seq": 9999 } });
    await retention().run();
    expect(await failure()).toContain("Checkpoint 2 is not as it was signed");
    expect(await entries.countDocuments()).toBe(201);
  });

  it("an archive of that number lies there that is of another trail", async () => {
    await tenDays(100);
    await retention().run();
    const first = archivePath(directory, 1);
    for (const name of ["audit_archives", "audit", "audit_checkpoints"])
      await db.collection(name).deleteMany({});
    const other = writer();
    await day(other);
    clock.advance(100 * DAY);
    await day(other);
    clock.advance(601);
    expect(await retention().run()).toBe(0);
    expect(await failure()).toContain("is in the way");
    expect(archivePath(directory, 1)).toBe(first);
  });
});

describe("A5 an older backup that is restored", () => {
  it("takes up again the archives that were made after it", async () => {
    await tenDays(100);
    const names = ["audit", "audit_checkpoints"];
    const backup = await Promise.all(names.map((name) => db.collection(name).find().toArray()));
    await retention({ mostEntries: 60 }).run();
    for (const [i, name] of names.entries()) {
      await db.collection(name).deleteMany({});
      await db.collection(name).insertMany(backup[i] ?? []);
    }
    await db.collection("audit_archives").deleteMany({});
    own = writer();
    clock.advance(601);
    expect(await retention().run()).toBe(4);
    expect(await verify()).toMatchObject({ faults: [], files: 4, archived: 200 });
  });
});

describe("A5 the verification of archives finds", () => {
  const lineOf = (lines: string[], seq: number) =>
    lines.findIndex((line) => line.includes('"type":"entry"') && line.includes(`"seq":${seq},`));

  it.each([
    [
      "an entry that was changed",
      /entry 7 was changed/,
      (lines: string[]) => {
        const at = lineOf(lines, 7);
        return lines.with(at, (lines[at] ?? "").replace("anna", "olga"));
      },
    ],
    [
      "an entry that was taken out",
      /entry 7 is missing/,
      (lines: string[]) => lines.toSpliced(lineOf(lines, 7), 1),
    ],
    [
      "entries that changed places",
      /entry 7 of chain \S+ is out of its order/,
      (lines: string[]) => {
        const at = lineOf(lines, 7);
        return lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? "");
      },
    ],
    [
      "an entry that is there twice",
      /is out of its order/,
      (lines: string[]) => {
        const at = lineOf(lines, 7);
        return lines.toSpliced(at, 0, lines[at] ?? "");
      },
    ],
    [
      "a count that no hash covers",
      /its content is not what was signed/,
      (lines: string[]) => {
        const at = lineOf(lines, 7);
        return lines.with(at, (lines[at] ?? "").replace('"repeated":0', '"repeated":9'));
      },
    ],
    [
      "a checkpoint that was taken out",
      /checkpoints 3 to 3 are missing/,
      (lines: string[]) => lines.toSpliced(3, 1),
    ],
    ["its end cut off", /its end is missing/, (lines: string[]) => lines.slice(0, -1)],
    ["its begin cut off", /its begin is missing/, (lines: string[]) => lines.slice(1)],
    [
      "a statement that was changed",
      /is not signed with this installation's key/,
      (lines: string[]) => lines.with(-1, (lines.at(-1) ?? "").replace('"entries":', '"entries":1')),
    ],
    ["a line that is none", /line 5 is none of an archive/, (lines: string[]) => lines.with(4, "nonsense")],
  ])("%s, and says where", async (_, expected, change) => {
    await tenDays(100);
    await retention({ mostEntries: 60 }).run();
    const path = archivePath(directory, 1);
    changeArchive(path, change);
    const withTrail = (await verify()).faults;
    expect(withTrail.join("\n")).toMatch(expected);
    for (const fault of withTrail.filter((text) => !text.includes("is missing: archive")))
      expect(fault).toMatch(/^latchkey-audit-000001-/);
    expect((await alone()).join("\n")).toMatch(expected);
  });

  it("a file that is missing: with the trail every one, alone every one but the last", async () => {
    await tenDays(100);
    await retention({ mostEntries: 60 }).run();
    for (const number of [1, 2, 4]) {
      const path = archivePath(directory, number);
      const content = readFileSync(path);
      rmSync(path);
      const found = (await verify()).faults;
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(
        new RegExp(`^latchkey-audit-00000${number}-.* is missing: archive ${number}, 20`),
      );
      expect(await alone()).toEqual(
        number === 4 ? [] : [expect.stringContaining(`archives ${number} to ${number} are missing`)],
      );
      writeFileSync(path, content);
    }
    expect((await verify()).faults).toEqual([]);
  });

  it("a file that was cut in the middle", async () => {
    await tenDays(100);
    await retention().run();
    const path = archivePath(directory, 1);
    writeFileSync(path, readFileSync(path).subarray(0, 900));
    expect((await verify()).faults.join("\n")).toMatch(/cannot be read behind line \d+/);
  });

  it("an archive of another trail, and one under another name", async () => {
    await tenDays(100);
    await retention().run();
    const path = archivePath(directory, 1);
    copyFileSync(path, path.replace("000001", "000009"));
    expect((await verify()).faults.join("\n")).toMatch(/its name was .*\n?.*there is another archive 1/);
  });

  it("nothing where old archives were thrown away and only a later span is asked for", async () => {
    await tenDays(100);
    await retention({ mostEntries: 60 }).run();
    const [, , third] = await storage.auditArchives.after(0, 10);
    rmSync(archivePath(directory, 1));
    rmSync(archivePath(directory, 2));
    expect(await alone({ from: third?.from })).toEqual([]);
    const trail = await verifyTrail(storage, signer, null, {});
    const report = await verifyArchives(directory, signer, trail.statements, { from: third?.from });
    expect(report).toMatchObject({ faults: [], files: 2 });
    expect(await alone()).toHaveLength(1);
  });

  it("an edit that was made before the entry was archived, and counts it in the entry about it", async () => {
    await tenDays(100);
    await entries.updateOne({ seq: 3 }, { $set: { actor: "nobody" } });
    await retention().run();
    expect((await verify()).faults).toEqual([expect.stringMatching(/entry 3 was changed/)]);
    expect(await entries.findOne({ action: "audit.archive" })).toMatchObject({ detail: { faults: 1 } });
  });
});

describe("A5 the trail that remains", () => {
  it("shows where an archived entry was put back, or its chain does not go on from the archive", async () => {
    await tenDays(25);
    const old = await entries.findOne({ seq: 4 });
    await retention().run();
    await entries.insertOne(old as never);
    expect((await verify()).faults).toEqual([
      expect.stringContaining("entry 4 was archived and is in the trail again"),
    ]);
    await entries.updateOne({ seq: 4 }, { $set: { actor: "nobody" } });
    expect((await verify()).faults).toEqual([expect.stringContaining("entry 4 was changed")]);
    await entries.deleteOne({ seq: 4 });
    await entries.deleteOne({ seq: 50 });
    expect((await verify()).faults).toEqual([expect.stringMatching(/entry 50 is missing/)]);
  });

  it("shows where the statement of an archive was taken out, changed or made by somebody else", async () => {
    await tenDays(25);
    await retention({ mostEntries: 60 }).run();
    const statements = db.collection<{ _id: number }>("audit_archives");
    const [, last] = await statements.find().sort({ _id: 1 }).toArray();
    await statements.deleteOne({ _id: 2 });
    expect((await verify()).faults.join("\n")).toMatch(/checkpoints \d+ to \d+ are missing/);
    expect((await verify()).faults.join("\n")).toMatch(/archive 2 is not known to this database/);
    await statements.insertOne({ ...(last as object), heads: [] } as never);
    expect((await verify()).faults.join("\n")).toMatch(
      /archive 2 is not signed with this installation's key/,
    );
    await statements.deleteOne({ _id: 2 });
    await statements.insertOne({ ...(last as object), _id: 3 } as never);
    expect((await verify()).faults.join("\n")).toMatch(/archives 2 to 2 are missing/);
  });
});
