import { expect, it } from "vitest";
import { openYubiKey, type YubiKey } from "../../../tokens/yubikey/index.js";
import { openVirtual } from "../../support/virtual-yubikey/index.js";

const bytes = (length: number) => new Uint8Array(length).fill(7);
const HOTP = { slot: 1, secret: bytes(20), digits: 6 };
const HMAC = { slot: 1, secret: bytes(20) };
const OTP = { slot: 1, publicId: bytes(6), privateId: bytes(6), key: bytes(16) };
const ASK = { slot: 1, challenge: bytes(8) };
const TOTP = { slot: 1, time: 59 };

/** Every method with options, and for each the changes of a good argument that make it a bad one. */
const CODES = [{ accessCode: bytes(5) }, { accessCode: new Uint8Array(6) }, { currentAccessCode: bytes(7) }];
const SLOTS = [0, 3, "1", 1.5, null, undefined].map((slot) => ({ slot }));
const BAD: [keyof YubiKey, object, object[]][] = [
  [
    "programHotp",
    HOTP,
    [
      ...SLOTS,
      ...CODES,
      ...[0, 21, 64, 65].map((length) => ({ secret: bytes(length) })),
      ...["12345678901234567890", undefined, [1, 2]].map((secret) => ({ secret })),
      ...[7, "6", undefined].map((digits) => ({ digits })),
      ...[-16, 1, 15, 1048561, 1048576, 16.5, Number.NaN, "16", null].map((counter) => ({ counter })),
      ...["x", "abc", null, 5].map((tokenId) => ({ tokenId })),
      { appendEnter: 1 },
    ],
  ],
  [
    "programChallengeResponse",
    HMAC,
    [
      ...SLOTS,
      ...CODES,
      ...[0, 21, 64].map((n) => ({ secret: bytes(n) })),
      { secret: "s" },
      { requireTouch: "no" },
    ],
  ],
  [
    "programYubicoOtp",
    OTP,
    [
      ...SLOTS,
      ...CODES,
      { publicId: bytes(17) },
      { publicId: undefined },
      { privateId: bytes(5) },
      { privateId: bytes(7) },
      { key: bytes(15) },
      { key: bytes(17) },
      { appendEnter: "yes" },
    ],
  ],
  ["deleteSlot", { slot: 1 }, [...SLOTS, { currentAccessCode: bytes(5) }, { currentAccessCode: "abcdef" }]],
  [
    "challengeResponse",
    ASK,
    [
      ...SLOTS,
      ...[0, 64, 65].map((length) => ({ challenge: bytes(length) })),
      { challenge: "1" },
      { onTouch: 1 },
      { signal: {} },
    ],
  ],
  [
    "totp",
    TOTP,
    [
      ...SLOTS,
      ...[-1, Number.NaN, Number.POSITIVE_INFINITY, "59", undefined, new Date()].map((time) => ({ time })),
      ...[5, 9, 6.5, "6"].map((digits) => ({ digits })),
      ...[0, -30, 0.5, "30"].map((period) => ({ period })),
    ],
  ],
];

it.each(BAD)(
  "%s refuses every bad argument as invalid_argument before anything is sent",
  async (method, good, changes) => {
    const { driver, key } = await openVirtual();
    const call = driver[method] as (options: unknown) => Promise<unknown>;
    for (const bad of [...changes.map((change) => ({ ...good, ...change })), undefined, null, 1]) {
      const refused = call.call(driver, bad);
      await expect(refused, JSON.stringify(bad)).rejects.toMatchObject({
        code: "invalid_argument",
        name: "YubiKeyError",
      });
      await expect(refused).rejects.toHaveProperty("hint", expect.stringMatching(/\.$/));
    }
    expect(key.received).toEqual([]);
  },
);

it("openYubiKey refuses what is no HID device", async () => {
  for (const device of [undefined, null, {}, { sendFeatureReport() {}, getFeatureReport() {} }]) {
    await expect(openYubiKey(device as never)).rejects.toMatchObject({ code: "invalid_argument" });
  }
});
