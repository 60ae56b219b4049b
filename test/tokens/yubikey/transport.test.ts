import { describe, expect, it } from "vitest";
import { openYubiKeyWith } from "../../../tokens/yubikey/yubikey.js";
import { isReset, openVirtual, VirtualClock } from "../../support/virtual-yubikey/index.js";

const SECRET = Buffer.from("12345678901234567890");
const ASK = { slot: 2, challenge: Uint8Array.of(1) } as const;
const flags = (reports: Uint8Array[]) => reports.map((report) => report[7]);

async function withSlot(options = {}) {
  const virtual = await openVirtual(options);
  await virtual.driver.programChallengeResponse({ slot: 2, secret: SECRET });
  virtual.key.received.length = 0;
  return virtual;
}

describe("a frame", () => {
  it("leaves out the parts of zeros only, but never the first and the last, and ends with a reset", async () => {
    const { driver, key } = await withSlot();
    await driver.challengeResponse({ slot: 2, challenge: Uint8Array.of(...new Uint8Array(14), 5) });
    expect(flags(key.received)).toEqual([0x80, 0x82, 0x89, 0xff]);
  });

  it("waits for a key that takes its parts slowly", async () => {
    const { driver } = await withSlot({ partReads: 19 });
    expect(await driver.challengeResponse(ASK)).toHaveLength(20);
  });

  it("is given up as busy, within 3 seconds, where the key never takes a part, and the key is reset", async () => {
    const { driver, key, clock } = await withSlot();
    const begun = clock.now();
    key.faults.writeFlagStuck = true;
    await expect(driver.challengeResponse(ASK)).rejects.toMatchObject({ code: "busy" });
    expect(clock.now() - begun).toBeLessThan(3000);
    expect(isReset(key.received.at(-1))).toBe(true);
    key.faults.writeFlagStuck = false;
    expect(await driver.challengeResponse(ASK)).toHaveLength(20);
  });
});

it("sends no further part after its signal aborts in mid-frame: the key is reset and has run nothing", async () => {
  const { key, device, clock } = await withSlot();
  const cancel = new AbortController();
  const send = device.sendFeatureReport;
  device.sendFeatureReport = (data) => {
    if (key.received.length === 1) cancel.abort();
    return send(data);
  };
  const driver = await openYubiKeyWith(device, { delay: clock.delay });
  key.commands.length = 0;
  const asked = driver.challengeResponse({
    slot: 2,
    challenge: new Uint8Array(63).fill(9),
    signal: cancel.signal,
  });
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  expect(flags(key.received)).toEqual([0x80, 0x81, 0xff]);
  expect(key.commands).toEqual([]);
});

describe("another program's traces", () => {
  it("do not spoil the status after it left the key waiting for a touch", async () => {
    const { driver, key, device } = await withSlot();
    await driver.programChallengeResponse({ slot: 1, secret: SECRET, requireTouch: true });
    const status = await driver.status();
    key.received.length = 0;
    const asked = driver.challengeResponse({ slot: 1, challenge: Uint8Array.of(1) });
    await expect(asked).rejects.toMatchObject({ code: "touch_timeout" });
    for (const report of key.received.filter((sent) => !isReset(sent))) {
      await device.sendFeatureReport([0, ...report]);
      while (((await device.getFeatureReport(0, 9))[8] ?? 0) & 0x80);
    }
    expect(key.isIdle).toBe(false);
    expect(await driver.status()).toEqual(status);
    expect(key.isIdle).toBe(true);
  });

  it.each([0, 1, 3, 4])(
    "do not spoil the status after it left its answer with %i parts read",
    async (parts) => {
      const { driver, key, device } = await withSlot();
      const status = await driver.status();
      await driver.challengeResponse(ASK);
      for (const report of key.received.filter((sent) => !isReset(sent))) {
        await device.sendFeatureReport([0, ...report]);
        while (((await device.getFeatureReport(0, 9))[8] ?? 0) & 0x80);
      }
      for (let read = 1; read < parts; read += 1) await device.getFeatureReport(0, 9);
      expect(key.isIdle).toBe(false);
      expect(await driver.status()).toEqual(status);
      expect(key.isIdle).toBe(true);
    },
  );

  it("do not spoil a challenge: an unread answer is not taken for ours, a begun frame is dropped", async () => {
    const { driver, key, device } = await withSlot();
    const expected = await driver.challengeResponse(ASK);
    const other = await driver.challengeResponse({ slot: 2, challenge: Uint8Array.of(2) });
    for (const report of key.received.slice(-3, -1)) {
      await device.sendFeatureReport([0, ...report]);
      while (((await device.getFeatureReport(0, 9))[8] ?? 0) & 0x80);
    }
    expect(await driver.challengeResponse(ASK)).toEqual(expected);
    expect(other).not.toEqual(expected);
    await device.sendFeatureReport([0, 9, 9, 9, 9, 9, 9, 9, 0x80]);
    expect(await driver.challengeResponse(ASK)).toEqual(expected);
  });
});

describe("a damaged answer", () => {
  it.each([
    ["a wrong check sum", { corruptAnswers: 1 }],
    ["a wrong number of the first part", { wrongPartAt: 0 }],
    ["a wrong number of a later part", { wrongPartAt: 2 }],
    ["an end after two parts", { endEarlyAt: 2 }],
    ["the status in the middle", { breakOffAt: 2 }],
  ])("is bad_answer, never a short or wrong one: %s", async (_, fault) => {
    const { driver, key } = await withSlot();
    Object.assign(key.faults, fault);
    await expect(driver.challengeResponse(ASK)).rejects.toMatchObject({ code: "bad_answer" });
    expect(isReset(key.received.at(-1))).toBe(true);
    expect(await driver.challengeResponse(ASK)).toHaveLength(20);
  });

  it("is a report of another size, too", async () => {
    for (const size of [0, 8, 10]) {
      const device = { ...deadDevice(), getFeatureReport: async () => Buffer.alloc(size) };
      const driver = await openYubiKeyWith(device, { delay: new VirtualClock().delay });
      await expect(driver.status()).rejects.toMatchObject({ code: "bad_answer" });
    }
  });
});

describe("a key that is pulled out", () => {
  it.each([1, 2, 3, 4, 5])(
    "after part %i of a write is transfer_failed, and works when it is back",
    async (parts) => {
      const { driver, key } = await withSlot();
      key.faults.unplugAfterParts = parts;
      const written = driver.programHotp({ slot: 1, secret: SECRET, digits: 6 });
      await expect(written).rejects.toMatchObject({ code: "transfer_failed" });
      expect(key.slotBytes(1)).toBeNull();
      key.plugIn();
      await driver.programHotp({ slot: 1, secret: SECRET, digits: 6 });
      expect(key.press(1)).toBe("755224\n");
    },
  );

  it("at any read of a challenge is transfer_failed, and never a wrong answer", async () => {
    const { driver, key } = await withSlot();
    const expected = await driver.challengeResponse(ASK);
    for (let reads = 0; ; reads += 1) {
      key.faults.unplugAfterReads = reads;
      const outcome = await driver.challengeResponse(ASK).catch((error: unknown) => error);
      key.faults.unplugAfterReads = null;
      key.plugIn();
      if (outcome instanceof Uint8Array) {
        expect(outcome).toEqual(expected);
        expect(reads).toBeGreaterThan(6);
        break;
      }
      expect(outcome).toMatchObject({ code: "transfer_failed" });
    }
  });

  it("is transfer_failed where the system takes only a part of a report, or throws at once", async () => {
    const short = {
      ...deadDevice(),
      getFeatureReport: async () => Buffer.alloc(9),
      sendFeatureReport: async () => 4,
    };
    const throwing = deadDevice();
    for (const device of [short, throwing]) {
      const driver = await openYubiKeyWith(device, { delay: new VirtualClock().delay });
      await expect(driver.challengeResponse(ASK)).rejects.toMatchObject({ code: "transfer_failed" });
    }
  });
});

function deadDevice() {
  const fail = (): never => {
    throw new Error("no such device");
  };
  return { sendFeatureReport: fail, getFeatureReport: fail, close: () => undefined };
}
