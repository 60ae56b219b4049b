import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openYubiKeyWith } from "../../../tokens/yubikey/yubikey.js";
import { VirtualClock, VirtualYubiKey } from "../../support/virtual-yubikey/index.js";
import { YubikitHost } from "../../support/virtual-yubikey/yubikit-host.js";
import { YUBIKIT_SWITCH } from "../../support/virtual-yubikey/yubikit-install.js";

const isOff = process.env[YUBIKIT_SWITCH] === "off";
if (isOff) process.stderr.write(`${YUBIKIT_SWITCH}=off: nothing is compared with Yubico's yubikit.\n`);

const SECRET = Buffer.from("12345678901234567890");
const CODE = Buffer.from("a1a2a3a4a5a6", "hex");
const OTHER_CODE = Buffer.from("b1b2b3b4b5b6", "hex");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe.skipIf(isOff)("beside Yubico's yubikit", () => {
  let yubikit: YubikitHost;
  beforeAll(async () => {
    yubikit = await YubikitHost.start();
  }, 180_000);
  afterAll(() => yubikit?.stop());

  /** Two keys alike: one for our driver (no real waits), one for yubikit (real waits, so a quick swap). */
  async function pair(options: ConstructorParameters<typeof VirtualYubiKey>[0] = {}) {
    const clock = new VirtualClock();
    const ours = new VirtualYubiKey({ ...options, now: clock.now });
    const theirs = new VirtualYubiKey({ swapMs: 30, partReads: 0, ...options });
    const driver = await openYubiKeyWith(ours.device(), { delay: clock.delay });
    return { ours, theirs, driver, clock };
  }

  const hotp = { slot: 1, secret: SECRET, digits: 6 } as const;
  const asHex = (options: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(options).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? hex(value) : value,
      ]),
    );

  it.each([
    { name: "6 digits", options: hotp },
    { name: "8 digits, slot 2", options: { ...hotp, slot: 2, digits: 8 } as const },
    { name: "a counter", options: { ...hotp, counter: 1048560 } },
    { name: "no Enter", options: { ...hotp, appendEnter: false } },
    { name: "a short secret", options: { ...hotp, secret: Buffer.from("short") } },
    { name: "an access code", options: { ...hotp, accessCode: CODE } },
    {
      name: "an OATH token id",
      options: { ...hotp, tokenId: "ubhe12345678" },
      id: { fixed: "e16312345678" },
    },
    {
      name: "one modhex byte",
      options: { ...hotp, tokenId: "vv1234" },
      id: { fixed: "ff1234", modhexBytes: 1 },
    },
    {
      name: "modhex only",
      options: { ...hotp, tokenId: "vvvvvvvv" },
      id: { fixed: "ffffffff", modhexBytes: 16 },
    },
    {
      name: "hex only",
      options: { ...hotp, tokenId: "01234567" },
      id: { fixed: "01234567", modhexBytes: 0 },
    },
  ])("writes the HOTP slot that yubikit writes: $name", async ({ options, id }) => {
    const { ours, theirs, driver } = await pair();
    await driver.programHotp(options);
    await yubikit.call("program", { kind: "hotp", ...asHex(options), ...id }, theirs);
    expect(ours.slotBytes(options.slot)).toBe(theirs.slotBytes(options.slot));
    expect(ours.press(options.slot)).toBe(theirs.press(options.slot));
    expect(ours.memory.sequence).toBe(theirs.memory.sequence);
  });

  it.each([
    { name: "no touch", options: { slot: 2, secret: SECRET } as const },
    { name: "touch", options: { slot: 1, secret: SECRET, requireTouch: true } as const },
    { name: "a secret above 64 bytes", options: { slot: 1, secret: Buffer.alloc(65, 7) } as const },
    { name: "an access code", options: { slot: 2, secret: SECRET, accessCode: CODE } as const },
  ])("writes the challenge-response slot that yubikit writes: $name", async ({ options }) => {
    const { ours, theirs, driver } = await pair();
    await driver.programChallengeResponse(options);
    await yubikit.call("program", { kind: "hmac", ...asHex(options) }, theirs);
    expect(ours.slotBytes(options.slot)).toBe(theirs.slotBytes(options.slot));
  });

  it.each([
    { name: "6-byte public id", publicId: Buffer.from("ff0000bc614e", "hex"), appendEnter: true },
    { name: "no public id, no Enter", publicId: Buffer.alloc(0), appendEnter: false },
    { name: "16-byte public id", publicId: Buffer.alloc(16, 0xab), appendEnter: true },
  ])("writes the Yubico OTP slot that yubikit writes: $name", async ({ publicId, appendEnter }) => {
    const { ours, theirs, driver } = await pair();
    const options = {
      slot: 1,
      publicId,
      privateId: Buffer.from("010203040506", "hex"),
      key: SECRET.subarray(0, 16),
    };
    await driver.programYubicoOtp({ ...options, slot: 1, appendEnter });
    await yubikit.call("program", { kind: "yubicoOtp", ...asHex({ ...options, appendEnter }) }, theirs);
    expect(ours.slotBytes(1)).toBe(theirs.slotBytes(1));
  });

  it("sends the very frames that yubikit sends, part for part", async () => {
    const { ours, theirs, driver } = await pair();
    await driver.programChallengeResponse({ slot: 1, secret: Buffer.alloc(3, 9) });
    await yubikit.call("program", { kind: "hmac", slot: 1, secret: "090909" }, theirs);
    const parts = (key: VirtualYubiKey) => key.received.filter((report) => (report[7] ?? 0) <= 0x89).map(hex);
    expect(parts(ours)).toEqual(parts(theirs));
  });

  it("finds the virtual key's status, serial number and device information as yubikit does", async () => {
    const { theirs } = await pair({ serial: 0xfedcba98, firmware: [5, 7, 1] });
    await yubikit.call("program", { kind: "hotp", ...asHex({ ...hotp, slot: 2 }) }, theirs);
    expect(await yubikit.call("serial", {}, theirs)).toBe(0xfedcba98);
    expect(await yubikit.call("deviceSerial", {}, theirs)).toBe(0xfedcba98);
    const driver = await openYubiKeyWith(theirs.device(), {});
    const { firmware, slots } = await driver.status();
    expect(await yubikit.call("state", {}, theirs)).toEqual({
      firmware,
      configured: slots.map((slot) => slot.configured),
      touchTriggered: slots.map((slot) => slot.touchTriggered),
    });
    expect(await driver.serial()).toBe(0xfedcba98);
  });

  it("gets the HMAC of a challenge that ends in 00, and of Sample #2, in either direction", async () => {
    const { theirs } = await pair();
    const secret = Buffer.from(Array.from({ length: 20 }, (_, i) => 0x30 + i));
    await yubikit.call("program", { kind: "hmac", slot: 2, secret: hex(secret) }, theirs);
    const driver = await openYubiKeyWith(theirs.device(), {});
    for (const challenge of [
      Buffer.from("Sample #2"),
      Buffer.from("0000000001000000", "hex"),
      Buffer.alloc(63, 1),
    ]) {
      const expected = createHmac("sha1", secret).update(challenge).digest("hex");
      expect(await yubikit.call("calculate", { slot: 2, challenge: hex(challenge) }, theirs)).toBe(expected);
      expect(hex(await driver.challengeResponse({ slot: 2, challenge }))).toBe(expected);
    }
  });

  it("asks yubikit for a touch, and tells it a cancel, a time-out and an empty slot apart", async () => {
    const { theirs } = await pair({ touchSeconds: 0.3 });
    await yubikit.call("program", { kind: "hmac", slot: 1, secret: hex(SECRET), requireTouch: true }, theirs);
    const ask = { slot: 1, challenge: "01" };
    const expected = createHmac("sha1", SECRET).update(Uint8Array.of(1)).digest("hex");
    expect(await yubikit.call("calculate", ask, theirs, () => theirs.touch())).toBe(expected);
    await expect(yubikit.call("calculate", ask, theirs)).rejects.toThrow("TimeoutError");
    await expect(yubikit.call("calculate", { ...ask, cancel: true }, theirs)).rejects.toThrow("TimeoutError");
    expect(theirs.isIdle).toBe(true);
    await expect(yubikit.call("calculate", { slot: 2, challenge: "01" }, theirs)).rejects.toThrow(
      "CommandRejected",
    );
  });

  it("guards a slot by its access code against yubikit and our driver alike", async () => {
    const { theirs } = await pair();
    const driver = await openYubiKeyWith(theirs.device(), {});
    await driver.programHotp({ ...hotp, accessCode: CODE });
    const again = { kind: "hotp", ...asHex(hotp) };
    await expect(yubikit.call("program", again, theirs)).rejects.toThrow("CommandRejectedError");
    const wrong = { ...again, currentAccessCode: hex(OTHER_CODE) };
    await expect(yubikit.call("program", wrong, theirs)).rejects.toThrow("CommandRejectedError");
    await yubikit.call(
      "program",
      { ...again, ...asHex({ accessCode: OTHER_CODE, currentAccessCode: CODE }) },
      theirs,
    );
    await expect(driver.deleteSlot({ slot: 1 })).rejects.toMatchObject({ code: "write_rejected" });
    await driver.deleteSlot({ slot: 1, currentAccessCode: OTHER_CODE });
    expect(theirs.slotBytes(1)).toBeNull();
  });

  it("swaps, updates and deletes with yubikit's writes judged as accepted by yubikit", async () => {
    const { theirs } = await pair();
    const driver = await openYubiKeyWith(theirs.device(), {});
    await driver.programHotp(hotp);
    await yubikit.call("update", { slot: 1, appendEnter: false }, theirs);
    expect(theirs.press(1)).toBe("755224");
    await yubikit.call("swap", {}, theirs);
    expect(theirs.press(2)).toBe("287082");
    await expect(yubikit.call("update", { slot: 1, appendEnter: true }, theirs)).rejects.toThrow(
      "CommandRejected",
    );
    await yubikit.call("delete", { slot: 2 }, theirs);
    expect(await driver.status()).toMatchObject({ programmingSequence: 0 });
  });

  it("makes yubikit notice the same faults", async () => {
    const { theirs } = await pair();
    const program = { kind: "hmac", slot: 1, secret: hex(SECRET) };
    theirs.faults.dropWrites = 1;
    await expect(yubikit.call("program", program, theirs)).rejects.toThrow("CommandRejectedError");
    theirs.faults.stuckSequence = 1;
    await expect(yubikit.call("program", program, theirs)).rejects.toThrow("CommandRejectedError");
    await yubikit.call("program", program, theirs);
    theirs.faults.corruptAnswers = 1;
    await expect(yubikit.call("calculate", { slot: 1, challenge: "01" }, theirs)).rejects.toThrow(
      "BadResponseError",
    );
    theirs.faults.unplugAfterParts = 2;
    await expect(yubikit.call("program", program, theirs)).rejects.toThrow("OSError");
  });
});
