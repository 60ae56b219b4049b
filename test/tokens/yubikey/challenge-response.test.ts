import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isReset, openVirtual } from "../../support/virtual-yubikey/index.js";
import vectors from "../../vectors/yubikey-slots.json" with { type: "json" };

const SECRET = Buffer.from("12345678901234567890");
const CHALLENGE = Uint8Array.of(1, 2, 3);
const EXPECTED = createHmac("sha1", SECRET).update(CHALLENGE).digest("hex");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

async function withSlot(requireTouch = false) {
  const virtual = await openVirtual();
  await virtual.driver.programChallengeResponse({ slot: 2, secret: SECRET, requireTouch });
  return virtual;
}

describe("challengeResponse", () => {
  it("answers NIST's Sample #2 with 20 bytes", async () => {
    const { driver } = await openVirtual();
    const { key: secret, challenge, response } = vectors.sample2;
    await driver.programChallengeResponse({ slot: 1, secret: Buffer.from(secret, "hex") });
    const answer = await driver.challengeResponse({ slot: 1, challenge: Buffer.from(challenge) });
    expect(answer).toBeInstanceOf(Uint8Array);
    expect(hex(answer)).toBe(response);
  });

  it("is right for every last byte and every length of the challenge, 00 and 01 included", async () => {
    const { driver } = await withSlot();
    const challenges = [
      ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(9, byte)),
      ...Array.from({ length: 63 }, (_, i) => new Uint8Array(i + 1)),
      ...Array.from({ length: 63 }, (_, i) => new Uint8Array(i + 1).fill(1)),
    ];
    for (const challenge of challenges) {
      const expected = createHmac("sha1", SECRET).update(challenge).digest("hex");
      expect(hex(await driver.challengeResponse({ slot: 2, challenge }))).toBe(expected);
    }
  });

  it.each([1, 19, 65, 200])("takes a secret of %i bytes for what HMAC takes it for", async (length) => {
    const { driver } = await openVirtual();
    const secret = Buffer.alloc(length, 0x5a);
    await driver.programChallengeResponse({ slot: 1, secret });
    const expected = createHmac("sha1", secret).update(CHALLENGE).digest("hex");
    expect(hex(await driver.challengeResponse({ slot: 1, challenge: CHALLENGE }))).toBe(expected);
  });

  it("is rejected by an empty slot and by a slot of another kind, and works afterwards", async () => {
    const { driver, key } = await withSlot();
    await expect(driver.challengeResponse({ slot: 1, challenge: CHALLENGE })).rejects.toMatchObject({
      code: "rejected",
    });
    await driver.programHotp({ slot: 1, secret: SECRET, digits: 6 });
    await expect(driver.challengeResponse({ slot: 1, challenge: CHALLENGE })).rejects.toMatchObject({
      code: "rejected",
    });
    expect(isReset(key.received.at(-1))).toBe(true);
    expect(hex(await driver.challengeResponse({ slot: 2, challenge: CHALLENGE }))).toBe(EXPECTED);
  });
});

describe("a slot that wants a touch", () => {
  it("counts the seconds down, once each, until it is touched", async () => {
    const { driver, key, clock } = await withSlot(true);
    const seconds: number[] = [];
    clock.at(clock.now() + 2500, () => key.touch());
    const answer = await driver.challengeResponse({
      slot: 2,
      challenge: CHALLENGE,
      onTouch: (left) => seconds.push(left),
    });
    expect(hex(answer)).toBe(EXPECTED);
    expect(seconds).toEqual([15, 14, 13]);
    expect(isReset(key.received.at(-1))).toBe(true);
  });

  it("times out as touch_timeout, not as a rejection", async () => {
    const { driver, key } = await withSlot(true);
    const asked = driver.challengeResponse({ slot: 2, challenge: CHALLENGE });
    await expect(asked).rejects.toMatchObject({ code: "touch_timeout" });
    expect(isReset(key.received.at(-1))).toBe(true);
  });

  it("stops waiting when the signal aborts: the key is reset and answers the next challenge", async () => {
    const { driver, key, clock } = await withSlot(true);
    const cancel = new AbortController();
    clock.at(clock.now() + 1000, () => cancel.abort());
    const asked = driver.challengeResponse({ slot: 2, challenge: CHALLENGE, signal: cancel.signal });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    expect(isReset(key.received.at(-1))).toBe(true);
    expect(key.isIdle).toBe(true);
    clock.at(clock.now() + 300, () => key.touch());
    expect(hex(await driver.challengeResponse({ slot: 2, challenge: CHALLENGE }))).toBe(EXPECTED);
  });

  it("is left idle when onTouch throws", async () => {
    const { driver, key } = await withSlot(true);
    const onTouch = () => {
      throw new Error("the page is gone");
    };
    await expect(driver.challengeResponse({ slot: 2, challenge: CHALLENGE, onTouch })).rejects.toThrow(
      "the page is gone",
    );
    expect(isReset(key.received.at(-1))).toBe(true);
    expect(key.isIdle).toBe(true);
  });

  it("sends nothing for a signal that has aborted before", async () => {
    const { driver, key } = await withSlot(true);
    const sent = key.received.length;
    const asked = driver.challengeResponse({ slot: 2, challenge: CHALLENGE, signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    expect(key.received.length).toBe(sent);
  });
});

describe("totp", () => {
  it("gives the SHA-1 codes of RFC 6238 appendix B at times in seconds", async () => {
    const { driver } = await withSlot();
    const codes = {
      59: "94287082",
      1111111109: "07081804",
      1111111111: "14050471",
      1234567890: "89005924",
      2000000000: "69279037",
      20000000000: "65353130",
    };
    for (const [time, code] of Object.entries(codes)) {
      expect(await driver.totp({ slot: 2, time: Number(time), digits: 8 })).toBe(code);
      expect(await driver.totp({ slot: 2, time: Number(time) + 0.9 })).toBe(code.slice(2));
    }
  });

  it("is right in the steps that end in 00, where zero filling is wrong", async () => {
    const { driver } = await withSlot();
    for (const step of [0, 256, 512, 65536, 0x3500000]) {
      const challenge = Buffer.alloc(8);
      challenge.writeUInt32BE(step, 4);
      const mac = createHmac("sha1", SECRET).update(challenge).digest();
      const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
      const code = String(number % 1_000_000).padStart(6, "0");
      expect(await driver.totp({ slot: 2, time: step * 60, period: 60 })).toBe(code);
    }
  });
});
