import { effectiveRoles } from "../access/sessions.js";
import type { Audit, Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { breakGlass, canonicalBreakGlassCode, newBreakGlassCode } from "../factors/break-glass.js";
import type { FactorRegistry } from "../factors/index.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Keys } from "../storage/keys.js";
import type { Credential, Storage, User } from "../storage/storage.js";
import type { MayChange } from "./may-change.js";
import { recordEnrolment } from "./record.js";

interface BreakGlassDeps {
  storage: Storage;
  keys: Keys;
  audit: Audit;
  factors: FactorRegistry;
}

/**
 * Makes an owner's break-glass code; the one they had ends with the same write. It is good for one sign-in, and only
 * while `LATCHKEY_BREAK_GLASS` runs.
 * @returns the user as they now are and the code, which is shown once
 * @throws LatchkeyError `forbidden` for whoever is no owner with a second factor, and what `mayChange` throws
 */
export async function makeBreakGlassCode(
  deps: BreakGlassDeps,
  caller: Caller,
  userId: string,
  mayChange: MayChange = () => {},
): Promise<{ user: User; now: Date; code: string }> {
  const code = newBreakGlassCode();
  const digest = deps.keys.digest("break-glass", canonicalBreakGlassCode(code));
  const id = newId();
  const { user, now } = await changeUser(deps.storage, userId, (current, at) => {
    mayChange(current);
    if (!effectiveRoles(current, deps.factors).includes("owner"))
      throw new LatchkeyError("forbidden", "Only an owner who has a second factor has a break-glass code.");
    const added: Credential = {
      id,
      factor: breakGlass.type,
      name: "Break-glass code",
      state: "active",
      createdAt: at,
      lastUsedAt: null,
      spent: null,
      breakGlass: { digest },
    };
    return { user: { ...current, credentials: [...withoutCode(current), added] } };
  });
  await recordEnrolment(deps, caller, "break_glass.code_create", user, id, now);
  return { user, now, code };
}

/**
 * Ends an owner's break-glass code. One that nobody has is not there already.
 * @throws LatchkeyError what `mayChange` throws
 */
export async function endBreakGlassCode(
  deps: BreakGlassDeps,
  caller: Caller,
  userId: string,
  mayChange: MayChange,
): Promise<void> {
  const { user, now } = await changeUser(deps.storage, userId, (current) => {
    mayChange(current);
    return { user: { ...current, credentials: withoutCode(current) } };
  });
  await recordEnrolment(deps, caller, "break_glass.code_revoke", user, null, now);
}

/** The user's break-glass code; undefined where they have none. */
export function breakGlassCodeOf({ credentials }: User): Credential | undefined {
  return credentials.find(({ breakGlass: held }) => held !== undefined);
}

function withoutCode({ credentials }: User): Credential[] {
  return credentials.filter(({ breakGlass: held }) => held === undefined);
}
