import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openYubiKeyWith } from "../../../tokens/yubikey/yubikey.js";
import { isReset, openVirtual } from "../../support/virtual-yubikey/index.js";

const SECRET = Buffer.from("12345678901234567890");
const answerTo = (byte: number) => createHmac("sha1", SECRET).update(Uint8Array.of(byte)).digest("hex");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

async function withTwoDrivers() {
  const virtual = await openVirtual();
  const { driver, device, clock } = virtual;
  await driver.programChallengeResponse({ slot: 1, secret: SECRET, requireTouch: true });
  await driver.programChallengeResponse({ slot: 2, secret: SECRET });
  const second = await openYubiKeyWith(device, { delay: clock.delay });
  const ask = (byte: number, from = driver) =>
    from.challengeResponse({ slot: 2, challenge: Uint8Array.of(byte) });
  return { ...virtual, second, ask };
}

describe("operations on one device", () => {
  it("do not interleave, nor between two YubiKey objects on it", async () => {
    const { driver, second, ask, key } = await withTwoDrivers();
    key.received.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, byte) => ask(byte, byte % 2 ? driver : second).then(hex)),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, (_, byte) => answerTo(byte)));
    const frames = key.received
      .map((report) => report.at(-1)?.toString(16))
      .join(" ")
      .split(" ff")
      .slice(0, -1);
    expect(frames).toHaveLength(20);
    for (const frame of frames) expect(frame.trim()).toMatch(/^80( 8[1-8])* 89$/);
  });

  it("go on behind one that fails and one that is cancelled", async () => {
    const { driver, second, ask, key, clock } = await withTwoDrivers();
    const cancel = new AbortController();
    const failing = driver.swapSlots();
    key.faults.dropWrites = 1;
    const waiting = second.challengeResponse({ slot: 1, challenge: Uint8Array.of(1), signal: cancel.signal });
    const behind = ask(9);
    await expect(failing).rejects.toMatchObject({ code: "write_rejected" });
    clock.at(clock.now() + 500, () => cancel.abort());
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    expect(hex(await behind)).toBe(answerTo(9));
  });

  it("send nothing when their signal aborts while they are queued, and say so at once", async () => {
    const { driver, second, key, clock } = await withTwoDrivers();
    const cancel = new AbortController();
    const touched = driver.challengeResponse({ slot: 1, challenge: Uint8Array.of(1) });
    const queued = second.challengeResponse({ slot: 2, challenge: Uint8Array.of(2), signal: cancel.signal });
    let isTouched = false;
    clock.at(clock.now() + 1000, () => cancel.abort());
    clock.at(clock.now() + 3000, () => {
      isTouched = true;
      key.touch();
    });
    await expect(queued).rejects.toMatchObject({ code: "cancelled" });
    expect(isTouched).toBe(false);
    expect(hex(await touched)).toBe(answerTo(1));
    await driver.status();
    expect(key.commands.filter(({ command }) => command === 0x38)).toEqual([]);
  });

  it("end with a reset report, each of them", async () => {
    const { driver, key, ask } = await withTwoDrivers();
    const operations = [
      () => driver.serial(),
      () => ask(1),
      () => driver.totp({ slot: 2, time: 0 }),
      () => driver.programHotp({ slot: 1, secret: SECRET, digits: 6 }),
      () =>
        driver.programYubicoOtp({
          slot: 1,
          publicId: SECRET.subarray(0, 6),
          privateId: SECRET.subarray(0, 6),
          key: SECRET.subarray(0, 16),
        }),
      () => driver.swapSlots(),
      () => driver.deleteSlot({ slot: 1 }),
      () => driver.deleteSlot({ slot: 2, currentAccessCode: SECRET.subarray(0, 6) }),
    ];
    for (const operation of operations) {
      await operation();
      expect(isReset(key.received.at(-1))).toBe(true);
      expect(key.isIdle).toBe(true);
    }
  });
});

describe("close", () => {
  it("closes the device once, after what was called before, and refuses everything later on both objects", async () => {
    const { driver, second, device, ask, key } = await withTwoDrivers();
    const before = ask(3);
    const closed = driver.close();
    const sent = key.received.length;
    await expect(ask(4)).rejects.toMatchObject({ code: "closed" });
    await expect(second.status()).rejects.toMatchObject({ code: "closed" });
    expect(hex(await before)).toBe(answerTo(3));
    await closed;
    await Promise.all([driver.close(), second.close()]);
    expect(device.closes).toBe(1);
    expect(key.received.length - sent).toBeLessThanOrEqual(4);
    for (const refused of [driver.serial(), driver.swapSlots(), driver.deleteSlot({ slot: 1 })]) {
      await expect(refused).rejects.toMatchObject({ code: "closed" });
    }
  });

  it("is transfer_failed where the device cannot be closed, and is not tried twice", async () => {
    const { driver, device } = await openVirtual();
    device.close = () => {
      device.closes += 1;
      throw new Error("stuck");
    };
    await expect(driver.close()).rejects.toMatchObject({ code: "transfer_failed" });
    await expect(driver.close()).rejects.toMatchObject({ code: "transfer_failed" });
    expect(device.closes).toBe(1);
  });

  it("lets a device that is opened again wait for what still runs on it", async () => {
    const { driver, device, key, clock } = await withTwoDrivers();
    const asked = driver.challengeResponse({ slot: 1, challenge: Uint8Array.of(1) });
    clock.at(clock.now() + 1000, () => key.touch());
    const closed = driver.close();
    const again = await openYubiKeyWith(device, { delay: clock.delay });
    const refused = again.serial();
    expect(hex(await asked)).toBe(answerTo(1));
    await closed;
    await expect(refused).rejects.toMatchObject({ code: "transfer_failed" });
  });

  it("lets the same device be opened again by those whose device allows it", async () => {
    const { driver, device, clock } = await openVirtual();
    await driver.close();
    const again = await openYubiKeyWith(device, { delay: clock.delay });
    await expect(again.status()).rejects.toMatchObject({ code: "transfer_failed" });
  });
});
