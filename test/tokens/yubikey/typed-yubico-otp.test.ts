import { createDecipheriv } from "node:crypto";
import { expect, it } from "vitest";
import { CRC_RESIDUE, crc16 } from "../../../tokens/yubikey/crc16.js";
import { modhexDecode } from "../../../tokens/yubikey/modhex.js";
import { openVirtual } from "../../support/virtual-yubikey/index.js";
import vectors from "../../vectors/yubikey-slots.json" with { type: "json" };

const { key: keyHex, privateId, otps } = vectors.yubicoOtp;
const KEY = Buffer.from(keyHex, "hex");

/** Decodes the last 32 letters as a validation server does. */
function decode(otp: string) {
  const aes = createDecipheriv("aes-128-ecb", KEY, null).setAutoPadding(false);
  const ticket = Buffer.concat([aes.update(modhexDecode(otp.slice(-32)) ?? new Uint8Array(16)), aes.final()]);
  expect(crc16(ticket)).toBe(CRC_RESIDUE);
  expect(ticket.toString("hex", 0, 6)).toBe(privateId);
  return { useCounter: ticket.readUInt16LE(6), sessionCounter: ticket.readUInt8(11) };
}

it.each(otps)("reads yubico-c's $otp with these tests' own decoder", ({ otp, ...counters }) => {
  expect(decode(otp)).toEqual(counters);
});

it("programs a slot that types Yubico OTPs with counters strictly forward, over power-ups as well", async () => {
  const { key, driver } = await openVirtual();
  const publicId = Buffer.from("ff0000bc614e", "hex");
  await driver.programYubicoOtp({ slot: 1, publicId, privateId: Buffer.from(privateId, "hex"), key: KEY });
  const press = () => {
    const text = key.press(1);
    expect(text).toMatch(/^vvccccnrhbfu[cbdefghijklnrtuv]{32}\n$/);
    return decode(text.trimEnd());
  };
  expect([press(), press()]).toEqual([
    { useCounter: 1, sessionCounter: 0 },
    { useCounter: 1, sessionCounter: 1 },
  ]);
  key.unplug();
  key.plugIn();
  expect(press()).toEqual({ useCounter: 2, sessionCounter: 0 });
  for (let presses = 1; presses < 256; presses += 1) press();
  expect(press()).toEqual({ useCounter: 3, sessionCounter: 1 });
});

it("programs no public id and no Enter where asked", async () => {
  const { key, driver } = await openVirtual();
  const options = { publicId: new Uint8Array(0), privateId: Buffer.from(privateId, "hex"), key: KEY };
  await driver.programYubicoOtp({ slot: 2, ...options, appendEnter: false });
  expect(key.press(2)).toMatch(/^[cbdefghijklnrtuv]{32}$/);
});
