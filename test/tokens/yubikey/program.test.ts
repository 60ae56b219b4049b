import { describe, expect, it } from "vitest";
import { openVirtual } from "../../support/virtual-yubikey/index.js";
import vectors from "../../vectors/yubikey-slots.json" with { type: "json" };

const SECRET = Buffer.from("12345678901234567890");
const CODE = Buffer.from("a1a2a3a4a5a6", "hex");
const OTHER_CODE = Buffer.from("b1b2b3b4b5b6", "hex");
/** RFC 4226 appendix D: the codes of counters 0 to 9 for this secret. */
const RFC_4226 = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ");
const HOTP = { slot: 1, secret: SECRET, digits: 6 } as const;

describe("programHotp", () => {
  it("writes a slot that types the codes of RFC 4226 appendix D, each followed by Enter", async () => {
    const { key, driver } = await openVirtual();
    await driver.programHotp(HOTP);
    expect(RFC_4226.map(() => key.press(1))).toEqual(RFC_4226.map((code) => `${code}\n`));
  });

  it("starts at the counter asked for, types 8 digits and leaves Enter out when told so", async () => {
    const { key, driver } = await openVirtual();
    await driver.programHotp({ slot: 2, secret: SECRET, digits: 8, counter: 16, appendEnter: false });
    expect(key.memory.slots[2]?.hotpCounter).toBe(16);
    expect(key.press(2)).toMatch(/^\d{8}$/);
    await driver.programHotp({ ...HOTP, counter: 1048560 });
    expect(key.memory.slots[1]?.hotpCounter).toBe(1048560);
  });

  it.each([
    "ubhe12345678",
    "vv12",
    "cc",
    "12",
    "cccccccc",
    "0123456789abcdef",
    "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
    "",
  ])("types exactly the token id %j before the code", async (tokenId) => {
    const { key, driver } = await openVirtual();
    await driver.programHotp({ ...HOTP, tokenId });
    expect(key.press(1)).toBe(`${tokenId}755224\n`);
  });

  it.each(["ubh", "UBHE1234", "12vv", "vvvv12vv", "vvvvvv12", "xyz0", "12 4", "0".repeat(34), 12345678])(
    "refuses the token id %j, which no slot mode types, before anything is sent",
    async (tokenId) => {
      const { key, driver } = await openVirtual();
      const refused = driver.programHotp({ ...HOTP, tokenId: tokenId as string });
      await expect(refused).rejects.toMatchObject({ code: "invalid_argument" });
      expect(key.received).toEqual([]);
    },
  );
});

it("writes the measured configuration of an HMAC slot", async () => {
  const { key, driver } = await openVirtual();
  await driver.programChallengeResponse({ slot: 2, secret: SECRET });
  expect(key.slotBytes(2)).toBe(vectors.hmacSlot.configuration);
});

it("copies the secret at the call, so that the caller may wipe it at once", async () => {
  const { key, driver } = await openVirtual();
  const secret = Uint8Array.from(SECRET);
  const written = driver.programHotp({ ...HOTP, secret });
  secret.fill(0);
  await written;
  expect(key.press(1)).toBe("755224\n");
});

it("makes every slot tell its serial number to programs and allow updates", async () => {
  const { key, driver } = await openVirtual({ firmware: [3, 4, 0], serial: 7 });
  const programs = [
    () => driver.programHotp(HOTP),
    () => driver.programChallengeResponse({ slot: 1, secret: SECRET }),
    () => driver.programYubicoOtp({ slot: 1, publicId: CODE, privateId: CODE, key: SECRET.subarray(0, 16) }),
  ];
  for (const program of programs) {
    await program();
    expect((key.memory.slots[1]?.ext ?? 0) & 0x24).toBe(0x24);
    expect(await driver.serial()).toBe(7);
  }
});

describe("access codes", () => {
  it("gives the slot the code that is asked for, and guards it from writes and deletion without that code", async () => {
    const { key, driver } = await openVirtual();
    await driver.programHotp({ ...HOTP, accessCode: CODE });
    const before = key.slotBytes(1);
    for (const currentAccessCode of [undefined, OTHER_CODE]) {
      await expect(driver.programHotp({ ...HOTP, currentAccessCode })).rejects.toMatchObject({
        code: "write_rejected",
      });
      await expect(driver.deleteSlot({ slot: 1, currentAccessCode })).rejects.toMatchObject({
        code: "write_rejected",
      });
    }
    expect(key.slotBytes(1)).toBe(before);
    await driver.programHotp({ ...HOTP, accessCode: OTHER_CODE, currentAccessCode: CODE });
    await driver.deleteSlot({ slot: 1, currentAccessCode: OTHER_CODE });
    expect(key.slotBytes(1)).toBeNull();
  });

  it("leaves no code after a write without accessCode, even where the current one was given", async () => {
    const { key, driver } = await openVirtual();
    await driver.programHotp({ ...HOTP, accessCode: CODE });
    await driver.programChallengeResponse({ slot: 1, secret: SECRET, currentAccessCode: CODE });
    expect(key.memory.slots[1]?.accessCode.toString("hex")).toBe("000000000000");
    await driver.deleteSlot({ slot: 1 });
  });
});

it("swaps and deletes slots", async () => {
  const { key, driver } = await openVirtual();
  await driver.programHotp(HOTP);
  await driver.swapSlots();
  expect(await driver.status()).toMatchObject({
    programmingSequence: 2,
    slots: [
      { slot: 1, configured: false, touchTriggered: false },
      { slot: 2, configured: true, touchTriggered: true },
    ],
  });
  await driver.deleteSlot({ slot: 2 });
  expect(key.slotBytes(2)).toBeNull();
  expect((await driver.status()).programmingSequence).toBe(0);
});
