import { describe, expect, it } from "vitest";
import { isReset, openVirtual } from "../../support/virtual-yubikey/index.js";

const SECRET = Buffer.from("12345678901234567890");
const HOTP = { slot: 1, secret: SECRET, digits: 6 } as const;
const REFUSED = { code: "write_rejected", hint: expect.stringContaining("access code") };

describe("a write", () => {
  it.each([
    ["dropped", { dropWrites: 1 }],
    ["done without moving the programming sequence", { stuckSequence: 1 }],
    ["counted without being done", { emptyWrites: 1 }],
  ])("is noticed when it is %s, for programming, deleting and swapping alike", async (_, fault) => {
    const { driver, key } = await openVirtual({ programmingSequence: 9 });
    Object.assign(key.faults, fault);
    await expect(driver.programHotp(HOTP)).rejects.toMatchObject(REFUSED);
    await driver.programHotp(HOTP);
    await driver.programChallengeResponse({ slot: 2, secret: SECRET });
    Object.assign(key.faults, fault);
    await expect(driver.deleteSlot({ slot: 2 })).rejects.toMatchObject(REFUSED);
    await driver.deleteSlot({ slot: 2 }).catch(() => undefined);
    Object.assign(key.faults, fault);
    await expect(driver.swapSlots()).rejects.toMatchObject(REFUSED);
    expect(isReset(key.received.at(-1))).toBe(true);
  });

  it("is accepted when the sequence wraps after 255", async () => {
    const { driver, key } = await openVirtual({ programmingSequence: 255 });
    await driver.programHotp(HOTP);
    expect(key.memory.sequence).toBe(0);
  });

  it("is accepted when the sequence falls to 0 because the last slot was deleted", async () => {
    const { driver, key } = await openVirtual({ programmingSequence: 41 });
    await driver.programHotp(HOTP);
    await driver.deleteSlot({ slot: 1 });
    expect(key.memory.sequence).toBe(0);
  });

  it("is refused when the sequence falls to 0 while a slot is still there", async () => {
    const { driver, key } = await openVirtual({ programmingSequence: 41 });
    await driver.programHotp(HOTP);
    key.faults.stuckSequence = 1;
    const written = driver.programHotp({ ...HOTP, slot: 2 });
    key.memory.countWrite = () => {
      key.memory.sequence = 0;
    };
    await expect(written).rejects.toMatchObject(REFUSED);
    await expect(driver.programHotp({ ...HOTP, slot: 2 })).rejects.toMatchObject(REFUSED);
  });

  it("waits for a swap of 920 ms", async () => {
    const { driver, key, clock } = await openVirtual({ swapMs: 920 });
    await driver.programHotp(HOTP);
    const begun = clock.now();
    await driver.swapSlots();
    expect(clock.now() - begun).toBeGreaterThanOrEqual(920);
    expect(key.press(2)).toBe("755224\n");
  });

  it("is refused where slot 1 protects slot 2", async () => {
    const { driver, key } = await openVirtual();
    await driver.programHotp(HOTP);
    const slot = key.memory.slots[1];
    if (slot) slot.bytes[46] = slot.tkt | 0x80;
    await expect(driver.programHotp({ ...HOTP, slot: 2 })).rejects.toMatchObject(REFUSED);
    expect(key.slotBytes(2)).toBeNull();
  });
});
