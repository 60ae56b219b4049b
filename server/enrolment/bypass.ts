/**
 * Bypass codes (mission A3): what an administrator or the help desk gives to a user whose device is at home. A code signs
 * in as often as it says until it expires. It unlocks no settings, lets no role count and has no browser remembered: who
 * has lost the device for good is rescued.
 */
import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import { bypassCode, canonicalBypassCode, newBypassCode } from "../factors/bypass-code.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { BypassParameters, Credential, User } from "../storage/storage.js";
import { digestBypassCode } from "../verification/check.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { MayChange } from "./may-change.js";

/** Codes that a user can have at once: one guess is held against each of them. */
const MOST_CODES = 3;

/** What a code shall be good for. */
export interface BypassWish {
  expiresInSeconds: number;
  uses: number;
  reason: string | null;
}

/** A code as it is shown, the only time it is. */
export interface IssuedBypassCode {
  bypassCodeId: string;
  code: string;
  expiresAt: Date;
  uses: number;
}

/** A code as it is listed. */
export interface BypassCodeEntry extends Omit<BypassParameters, "digest"> {
  id: string;
  createdAt: Date;
}

/**
 * Makes a bypass code; those that are used up or expired go with the same write.
 * @param mayMake throws where the caller may not; asked again inside the write
 * @throws LatchkeyError `not_found`, `not_enrolled` where there is no factor that a code could stand in for, `conflict`
 *   where the user is suspended or has as many codes as one can have, and what `mayMake` throws
 */
export async function makeBypassCode(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  { expiresInSeconds, uses, reason }: BypassWish,
  mayMake: MayChange,
): Promise<IssuedBypassCode> {
  const code = newBypassCode();
  const id = newId();
  let expiresAt = new Date(0);
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayMake(current);
    if (!hasSecondFactor(current, deps.factors)) {
      throw new LatchkeyError(
        "not_enrolled",
        "This user has no second factor that a code could stand in for.",
      );
    }
    if (current.suspended)
      throw new LatchkeyError("conflict", "This user is suspended: let them go on first.");
    const kept = current.credentials.filter(({ bypass }) => !bypass || isGood(bypass, at));
    if (kept.filter(({ bypass }) => bypass).length >= MOST_CODES) {
      throw new LatchkeyError("conflict", `This user has ${MOST_CODES} codes already. Revoke one first.`);
    }
    expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
    const digest = digestBypassCode(deps.keys, current.handle, canonicalBypassCode(code));
    const made: Credential = {
      id,
      factor: bypassCode.type,
      name: "Bypass code",
      state: "active",
      createdAt: at,
      lastUsedAt: null,
      spent: null,
      bypass: { digest, expiresAt, usesLeft: uses, by: caller.actor, reason },
    };
    return { user: { ...current, credentials: [...kept, made] } };
  });
  const detail = { uses, expiresAt: expiresAt.toISOString(), ...(reason === null ? {} : { reason }) };
  await recordBypass(deps, caller, "bypass_code.create", user, id, now, detail);
  deps.notices.tell(user, { kind: "bypass_code_made", left: uses, until: expiresAt }, now);
  return { bypassCodeId: id, code, expiresAt, uses };
}

/** The codes of a user that are still good, in the order in which they were made. */
export function listBypassCodes({ credentials }: User, now: Date): BypassCodeEntry[] {
  return credentials.flatMap(({ id, createdAt, bypass }) => {
    if (!bypass || !isGood(bypass, now)) return [];
    const { digest, ...shown } = bypass;
    return [{ id, createdAt, ...shown }];
  });
}

/**
 * Ends a code at once.
 * @throws LatchkeyError `not_found` for one that is gone, and what `mayRevoke` throws
 */
export async function revokeBypassCode(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  bypassCodeId: string,
  mayRevoke: MayChange,
): Promise<void> {
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayRevoke(current);
    if (!listBypassCodes(current, at).some(({ id }) => id === bypassCodeId)) {
      throw notFound("This user has no such code, or it is used up or expired.");
    }
    return { user: { ...current, credentials: current.credentials.filter(({ id }) => id !== bypassCodeId) } };
  });
  await recordBypass(deps, caller, "bypass_code.revoke", user, bypassCodeId, now);
}

function isGood({ usesLeft, expiresAt }: BypassParameters, now: Date): boolean {
  return usesLeft > 0 && expiresAt > now;
}

function recordBypass(
  { audit }: Pick<VerificationDeps, "audit">,
  caller: Caller,
  action: string,
  { id: userId, username: user }: User,
  credentialId: string,
  at: Date,
  detail?: Record<string, string | number>,
): Promise<void> {
  const fact = {
    at,
    action,
    outcome: "success",
    user,
    userId,
    factor: bypassCode.type,
    credentialId,
  } as const;
  return audit.record(caller, { ...fact, ...(detail ? { detail } : {}) });
}
