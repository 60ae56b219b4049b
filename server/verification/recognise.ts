import type { Caller } from "../audit/audit.js";
import type { Verification } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";
import { instantOf } from "./guard.js";
import { recordSkip } from "./record-skip.js";
import { type UsedDevice, useDevice } from "./remembered-device.js";

/**
 * Lets a remembered browser through an open verification: its token is used up by the write that settles it, and the
 * skip is recorded. Whoever calls sends the browser the next token, whatever comes of the verification.
 * @returns null where a factor has to be answered: a fresh answer was asked for, or the token is not good (see `useDevice`)
 */
export async function recognise(
  deps: VerificationDeps,
  verification: Verification,
  token: string,
  caller: Caller,
): Promise<UsedDevice | null> {
  if (!verification.takesRemembered) return null;
  const found = await deps.storage.users.read(deps.keys.userId(verification.username));
  const device = found && (await useDevice(deps, found.user, token));
  if (!found || !device) return null;
  const at = instantOf(found.user.guard, found.now);
  await recordSkip(deps, caller, found.user, "remembered_device", at);
  return device;
}
