import type { YubiKey } from "../../yubikey/index.js";
import { YubiKeyError } from "../../yubikey/index.js";
import { modhexDecode } from "../../yubikey/modhex.js";
import type { Plan } from "./plan.js";
import type { SlotSecret } from "./secrets.js";

/**
 * Writes the slot. A refusal names no reason: the slot may have another access code, or the write was lost, or only its
 * acknowledgement was. So that each code that the slot may have by now is presented in turn.
 * @param current access codes that the slot may have, the likeliest first; undefined for none
 * @throws YubiKeyError `write_rejected` where none opened it; any other where it is unknown what the slot holds now
 */
export async function writeSlot(
  key: YubiKey,
  plan: Plan,
  secret: SlotSecret,
  current: readonly (Uint8Array | undefined)[],
): Promise<void> {
  const [first] = current;
  const attempts = [...current, secret.accessCode, first];
  for (const [index, currentAccessCode] of attempts.entries()) {
    try {
      return await writeOnce(key, plan, secret, currentAccessCode);
    } catch (error) {
      const goesOn = error instanceof YubiKeyError && error.code === "write_rejected";
      if (!goesOn || index === attempts.length - 1) throw error;
    }
  }
}

function writeOnce(
  key: YubiKey,
  { type, slot, touch }: Plan,
  { secret, privateId, publicId, accessCode, digits, counter }: SlotSecret,
  currentAccessCode: Uint8Array | undefined,
): Promise<void> {
  const common = { slot, accessCode, currentAccessCode };
  if (type === "hotp") return key.programHotp({ ...common, secret, digits, counter });
  if (type === "totp") return key.programChallengeResponse({ ...common, secret, requireTouch: touch });
  return key.programYubicoOtp({
    ...common,
    key: secret,
    privateId: privateId ?? new Uint8Array(0),
    publicId: modhexDecode(publicId ?? "") ?? new Uint8Array(0),
  });
}
