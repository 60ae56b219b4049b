/** What the pages ask of recovery keys and codes. */
import type { NewRecoverySecret, RecoveryUsed } from "./api-types.js";

/** From so few codes on, new ones are offered. */
const fewCodes = 3;

/** isFew says whether it is time for new recovery codes. */
export const isFew = (left: number): boolean => left <= fewCodes;

/** secretsOf lists what is to be shown: one key, a set of codes, or nothing. */
export function secretsOf({ recoveryKey, recoveryCodes }: NewRecoverySecret): readonly string[] {
  return recoveryCodes ?? (recoveryKey === undefined ? [] : [recoveryKey]);
}

/** hasRecoveryToSay says whether a recovery key or code was used, so that something is to be shown before going on. */
export function hasRecoveryToSay(used: RecoveryUsed): boolean {
  return used.recoveryCodesLeft !== undefined || secretsOf(used).length > 0;
}
