import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { DeliveryError, type Destination } from "../../server/audit/destination.js";
import { Outbox } from "../../server/audit/outbox.js";
import { openMongoStorage } from "../../server/storage/mongo/storage.js";
import { auditRows } from "../support/audit-rows.js";
import { testDatabase } from "../support/mongo.js";
import { TestClock } from "../support/service.js";

const { db, uri } = testDatabase();
const clock = new TestClock();
const storage = await openMongoStorage(uri, clock.now);
const log: { level: string; text: string }[] = [];
const logger = {
  info: (_: unknown, text: string) => log.push({ level: "info", text }),
  warn: (_: unknown, text: string) => log.push({ level: "warn", text }),
};

/** What arrived at the receiver, as `<instance> <seq>`. */
let received: string[] = [];
/** What the next deliveries end with in place of success. */
let failures: (() => void)[] = [];

const destination: Destination = {
  name: "webhook",
  target: "https://siem.example",
  async send(entries) {
    received.push(...entries.map(({ instance, seq }) => `${instance} ${seq}`));
    failures.shift()?.();
  },
};

/** Of one process. */
const outbox = (to: Destination = destination) => new Outbox({ storage, log: logger as never }, to);

const down = () => {
  throw new DeliveryError("The receiver answered 503.");
};

async function write(instance: string, from: number, to: number): Promise<void> {
  await storage.audit.append(auditRows(to + 1, instance).slice(from));
}

const chain = (instance: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${instance} ${from + i}`);

beforeEach(async () => {
  for (const name of ["audit", "audit_deliveries", "audit_delivery_cursors", "leases"])
    await db.collection(name).deleteMany({});
  received = [];
  failures = [];
});

describe("A5 the outbox of the audit trail", () => {
  it("delivers the whole trail that is kept to a destination that is new, and then what comes", async () => {
    await write("one", 0, 599);
    const process = outbox();
    expect(await process.deliver()).toBe(true);
    await write("one", 600, 610);
    await process.deliver();
    expect(received).toEqual(chain("one", 0, 610));
    await process.deliver();
    expect(received).toHaveLength(611);
  });

  it("delivers each chain in its order, also where its instants are out of order", async () => {
    const rows = auditRows(20, "one").map((row, i) => ({
      ...row,
      at: new Date(row.at.getTime() + (i % 2) * 5000),
    }));
    await storage.audit.append(rows);
    await write("two", 0, 19);
    await outbox().deliver();
    expect(received.filter((entry) => entry.startsWith("one"))).toEqual(chain("one", 0, 19));
    expect(received.filter((entry) => entry.startsWith("two"))).toEqual(chain("two", 0, 19));
  });

  it("misses no entry of an earlier instant that is stored after later ones were delivered", async () => {
    const process = outbox();
    await write("fast", 0, 50);
    await process.deliver();
    await write("slow", 0, 3);
    await process.deliver();
    expect(received.slice(51)).toEqual(chain("slow", 0, 3));
  });

  it("begins again with what the receiver did not take, in whichever process", async () => {
    await write("one", 0, 9);
    failures = [down];
    const process = outbox();
    expect(await process.deliver()).toBe(false);
    clock.advance(31);
    expect(await outbox().deliver()).toBe(true);
    expect(received).toEqual([...chain("one", 0, 9), ...chain("one", 0, 9)]);
  });

  it("lets one process deliver at a time, and another once that one has been silent for 30 seconds", async () => {
    const [first, second] = [outbox(), outbox()];
    await write("one", 0, 0);
    await first.deliver();
    await write("one", 1, 1);
    await second.deliver();
    expect(received).toEqual(chain("one", 0, 0));
    clock.advance(31);
    await second.deliver();
    await write("one", 2, 2);
    await first.deliver();
    expect(received).toEqual(chain("one", 0, 1));
    await second.stop();
    await first.deliver();
    expect(received).toEqual(chain("one", 0, 2));
  });

  it("takes the job in one of many processes that start at the same moment", async () => {
    const holders = Array.from({ length: 20 }, () => randomUUID());
    const held = await Promise.all(holders.map((holder) => storage.leases.hold("audit webhook", holder, 30)));
    expect(held.filter((isHeld) => isHeld)).toHaveLength(1);
  });

  it("is not set back by a process that was stopped in the middle and wakes up later", async () => {
    await write("one", 0, 9);
    await outbox().deliver();
    await storage.outbox.delivered("webhook", [{ instance: "one", seq: 3 }], "late");
    received = [];
    clock.advance(31);
    await outbox().deliver();
    expect(received).toEqual([]);
  });

  it("goes on past entries that are gone, and past one that somebody has made nonsense", async () => {
    await write("one", 0, 9);
    const audit = db.collection<{ _id: string; seq: number }>("audit");
    await audit.deleteMany({ seq: { $in: [0, 1, 5] } });
    await audit.updateOne({ seq: 3 }, { $set: { at: "yesterday", detail: "none" } });
    const process = outbox();
    expect(await process.state()).toMatchObject({ lag: 8 });
    await process.deliver();
    expect(received).toEqual([2, 3, 4, 6, 7, 8, 9].map((seq) => `one ${seq}`));
    expect(await process.lag()).toEqual({ destination: "webhook", entries: 0 });
  });

  it("gives every chain its share, so that a long one keeps no other waiting", async () => {
    await write("long", 0, 999);
    await write("short", 0, 1);
    failures = [() => undefined, down];
    await outbox().deliver();
    expect(received).toContain("short 1");
  });

  it("does not count as delivered what was under way when the service ended", async () => {
    await write("one", 0, 4);
    let isUnderWay = false;
    const ending = outbox({
      ...destination,
      send: (_entries, _at, signal) =>
        new Promise((_, reject) => {
          isUnderWay = true;
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    });
    ending.start();
    await expect.poll(() => isUnderWay).toBe(true);
    await ending.stop();
    expect(await outbox().state()).toMatchObject({ lag: 5, failure: null });
    await outbox().deliver();
    expect(received).toEqual(chain("one", 0, 4));
  });
});

describe("A5 the state of an outbox", () => {
  it("says how far it has come, what is missing, since when deliveries fail and why", async () => {
    const process = outbox();
    expect(await process.state()).toMatchObject({
      lag: 0,
      oldest: null,
      deliveredUpTo: null,
      overdue: false,
    });
    await write("one", 0, 9);
    await process.deliver();
    const deliveredAt = clock.now();
    clock.advance(10);
    await write("one", 10, 12);
    failures = [down, down];
    const since = clock.now();
    await process.deliver();
    clock.advance(60);
    await process.deliver();
    expect(await process.state()).toMatchObject({
      destination: "webhook",
      target: "https://siem.example",
      deliveredUpTo: expect.stringMatching(/\/one\/00000009$/),
      deliveredAt,
      lag: 3,
      oldest: auditRows(11, "one")[10]?.at,
      failure: { since, at: clock.now(), message: "The receiver answered 503." },
    });
    await process.deliver();
    expect(await process.state()).toMatchObject({ lag: 0, failure: null, deliveredAt: clock.now() });
  });

  it("warns once where an entry has waited for more than 15 minutes", async () => {
    await storage.audit.append(auditRows(1, "one").map((row) => ({ ...row, at: clock.now() })));
    const failing = outbox({ ...destination, send: async () => down() });
    const overdue = () => log.filter(({ text }) => text.includes("undelivered for long")).length;
    clock.advance(14 * 60);
    failing.start();
    await expect.poll(async () => (await failing.state()).failure).not.toBeNull();
    expect((await failing.state()).overdue).toBe(false);
    await failing.stop();
    expect(overdue()).toBe(0);
    clock.advance(2 * 60);
    const later = outbox({ ...destination, send: async () => down() });
    later.start();
    await expect.poll(overdue).toBe(1);
    expect((await later.state()).overdue).toBe(true);
    await later.stop();
  });
});
