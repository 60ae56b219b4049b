import type { Caller } from "../audit/audit.js";
import type { MayChange } from "../enrolment/may-change.js";
import { withFirstRecoverySecret } from "../enrolment/recovery.js";
import { LatchkeyError } from "../errors.js";
import { rulesFor } from "../policy/policy.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import type { NewRecoverySecret } from "../verification/issue-recovery.js";
import { type Verified, verify } from "../verification/verify.js";
import { readToken } from "./change-token.js";
import { hold, moveToken } from "./life-cycle.js";

/**
 * A user takes a token that was handed out without being assigned, by its serial and its next code, which shows that
 * they hold it. The code goes through the pipeline: a wrong one counts on the user's guard and the token goes back.
 * @throws LatchkeyError `forbidden` where policy does not allow it, `not_found`, `conflict` where it is not in stock, and
 *   as `verify` and `mayChange`
 */
export async function selfAssignToken(
  deps: VerificationDeps,
  caller: Caller,
  user: User,
  { serial, code }: { serial: string; code: string },
  mayChange: MayChange,
): Promise<Verified> {
  mayChange(user);
  const policy = await deps.policy.current();
  if (!rulesFor(policy, user.groups).selfAssignTokens) {
    throw new LatchkeyError("forbidden", "Your administrator assigns tokens: ask for one.");
  }
  const credentialId = await holdPending(deps, caller, serial, user);
  let shown: NewRecoverySecret = {};
  try {
    const verified = await verify(deps, {
      username: user.username,
      purpose: "confirmation",
      factors: deps.factors.ofKind("code").map(({ type }) => type),
      response: { code },
      credentialId,
      caller,
      onMatch(matched, _found, now) {
        mayChange(matched);
        const credentials = matched.credentials.map((credential) =>
          credential.id === credentialId ? { ...credential, state: "active" as const } : credential,
        );
        const issued = withFirstRecoverySecret(deps.keys, policy, { ...matched, credentials }, now);
        shown = issued.shown;
        return issued.user;
      },
    });
    return { ...verified, recovery: shown };
  } catch (error) {
    // Whose outcome is unknown may have won: the token then stays with the user, who can try again.
    if (error instanceof LatchkeyError && error.status < 500)
      await moveToken(deps, caller, serial, "unassign");
    throw error;
  }
}

/** One that this user holds already without having confirmed it, as after a process died, is gone on with. */
async function holdPending(
  deps: VerificationDeps,
  caller: Caller,
  serial: string,
  user: User,
): Promise<string> {
  const { token } = await readToken(deps, serial);
  const held = user.credentials.find(({ id, state }) => id === token.credentialId && state === "pending");
  if (held) return held.id;
  const { token: taken } = await hold(deps, caller, serial, user.username, "pending");
  if (taken.credentialId === null) throw new TypeError("a token that is held has a credential");
  return taken.credentialId;
}
