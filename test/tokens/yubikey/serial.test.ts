import { expect, it } from "vitest";
import { openVirtual } from "../../support/virtual-yubikey/index.js";

const SECRET = Buffer.from("12345678901234567890");
const commands = (key: { commands: { command: number }[] }) => key.commands.map(({ command }) => command);

it("reads the serial number of an empty YubiKey 4 or later from its device information, unsigned", async () => {
  const { driver, key } = await openVirtual({ serial: 0xfedcba98 });
  expect(await driver.serial()).toBe(0xfedcba98);
  expect(commands(key)).toEqual([0x13]);
});

it("falls back to the older command where the device information is rejected", async () => {
  const { driver, key } = await openVirtual({ firmware: [3, 4, 9], serial: 0x01020304 });
  await driver.programHotp({ slot: 1, secret: SECRET, digits: 6 });
  expect(await driver.serial()).toBe(0x01020304);
  expect(commands(key).slice(-2)).toEqual([0x13, 0x10]);
});

it("falls back as well where the device information holds no serial number", async () => {
  const { driver, key } = await openVirtual({ serial: null });
  await driver.programHotp({ slot: 1, secret: SECRET, digits: 6 });
  expect(await driver.serial()).toBe(0);
  expect(commands(key).slice(-2)).toEqual([0x13, 0x10]);
});

it("waits up to 3 seconds for a key that its smart-card interface gives back", async () => {
  const { driver, key, clock } = await openVirtual();
  key.faults.reclaimUntil = clock.now() + 2900;
  expect(await driver.serial()).toBe(12345678);
});

it("is rejected after 6 repeats, half a second apart, where the key tells no serial number", async () => {
  const { driver, key, clock } = await openVirtual({ firmware: [3, 4, 9] });
  await expect(driver.serial()).rejects.toMatchObject({ code: "rejected" });
  expect(commands(key)).toEqual(Array.from({ length: 7 }, () => [0x13, 0x10]).flat());
  expect(clock.now()).toBeGreaterThanOrEqual(3000);
});

it("does not repeat after a damaged answer or a key pulled out", async () => {
  const { driver, key } = await openVirtual();
  key.faults.corruptAnswers = 1;
  await expect(driver.serial()).rejects.toMatchObject({ code: "bad_answer" });
  key.faults.unplugAfterParts = 2;
  await expect(driver.serial()).rejects.toMatchObject({ code: "transfer_failed" });
  expect(commands(key)).toEqual([0x13]);
});
