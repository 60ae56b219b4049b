import { inspect } from "node:util";
import { expect, it } from "vitest";
import { type HidDevice, YubiKeyError } from "../../../tokens/yubikey/index.js";
import { openYubiKeyWith } from "../../../tokens/yubikey/yubikey.js";
import { VirtualClock, VirtualYubiKey } from "../../support/virtual-yubikey/index.js";

const SECRET = Buffer.from("Kx7#mQ2!vB9$zL4&wN8%");
const CODE = Buffer.from("T5@jR1");
const OTHER_CODE = Buffer.from("G8*dW3");

/** All ways in which bytes could show up in a text; single fields are looked for as well as the whole. */
function tracesOf(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const encodings = (["hex", "base64", "base64url", "latin1"] as const).map((encoding) =>
    buffer.toString(encoding),
  );
  return [
    ...encodings,
    [...buffer].join(","),
    [...buffer].join(", "),
    buffer.toString("hex").replace(/..(?=.)/g, "$& "),
  ];
}

/** A device whose own errors quote the bytes it was given, as careless transports do. */
function talkative(key: VirtualYubiKey): HidDevice {
  const device = key.device();
  return {
    ...device,
    sendFeatureReport: async (data) => {
      try {
        return await device.sendFeatureReport(data);
      } catch {
        throw new Error(
          `could not send ${inspect(Buffer.from(data))} ${Buffer.from(data).toString("latin1")}`,
        );
      }
    },
  };
}

it("no error, and no YubiKey object, shows a secret, a key or an access code in any encoding", async () => {
  const shown: string[] = [];
  for (const fault of ["unplug", "drop", "code", "argument"]) {
    const clock = new VirtualClock();
    const key = new VirtualYubiKey({ now: clock.now });
    const driver = await openYubiKeyWith(talkative(key), { delay: clock.delay });
    const codes = { accessCode: CODE, currentAccessCode: OTHER_CODE };
    if (fault === "code") await driver.programHotp({ slot: 1, secret: SECRET, digits: 6, accessCode: CODE });
    if (fault === "drop") key.faults.dropWrites = 9;
    const slot = (fault === "argument" ? 5 : 1) as 1;
    const secret = fault === "argument" ? Buffer.concat([SECRET, CODE]) : SECRET;
    for (const write of [
      () => driver.programHotp({ slot, secret, digits: 6, ...codes }),
      () => driver.programChallengeResponse({ slot, secret, ...codes }),
      () =>
        driver.programYubicoOtp({
          slot,
          publicId: CODE,
          privateId: CODE,
          key: SECRET.subarray(0, 16),
          ...codes,
        }),
      () => driver.deleteSlot({ slot, currentAccessCode: OTHER_CODE }),
    ]) {
      if (fault === "unplug") key.faults.unplugAfterParts = 2;
      const error = await write().catch((refused: unknown) => refused);
      expect(error).toBeInstanceOf(YubiKeyError);
      shown.push(
        inspect(error, { depth: 9, showHidden: true }),
        JSON.stringify(error),
        String((error as Error).stack),
      );
      key.plugIn();
    }
    shown.push(inspect(driver, { depth: 9, showHidden: true }));
  }
  const text = shown.join("\n");
  for (const bytes of [
    SECRET,
    CODE,
    OTHER_CODE,
    SECRET.subarray(0, 7),
    SECRET.subarray(0, 16),
    SECRET.subarray(16),
  ]) {
    for (const trace of tracesOf(bytes)) expect(text.toLowerCase()).not.toContain(trace.toLowerCase());
  }
});
