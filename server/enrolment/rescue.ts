import type { Caller } from "../audit/audit.js";
import { LatchkeyError, notFound, unavailable } from "../errors.js";
import { activeCredentials } from "../factors/credentials.js";
import { MOST_RACES } from "../storage/change-user.js";
import type { User } from "../storage/storage.js";
import { tokensTakenBack } from "../tokens/take-back.js";
import type { VerificationDeps } from "../verification/deps.js";
import { freshGuard } from "../verification/guard.js";
import { recordEnrolment, removedDetail } from "./record.js";
import { claimsOf } from "./revoke.js";

/**
 * Rescues a locked-out user (mission A3): every factor, the recovery key, every session and remembered browser end, hardware tokens go back to
 * the stock suspended, and the block is lifted, so that the user sets up a factor again at the next sign-in.
 * @param mayRescue throws where the caller may not rescue this user; asked again inside the write
 * @throws LatchkeyError `not_found` for an unknown user, `not_enrolled` where there is nothing to remove
 */
export async function rescue(
  deps: VerificationDeps,
  caller: Caller,
  userId: string,
  mayRescue: (user: User) => void,
): Promise<void> {
  for (let race = 0; race < MOST_RACES; race++) {
    const read = await deps.storage.users.read(userId);
    if (!read || read.user.decoy) throw notFound("There is no such user.");
    const { user, now } = read;
    mayRescue(user);
    const gone = user.credentials.filter(({ factor }) => deps.factors.get(factor)?.kind !== "password");
    if (gone.length === 0) throw notEnrolled();
    const tokens = await tokensTakenBack(deps.storage, user, now);
    const next: User = {
      ...user,
      guard: freshGuard(now),
      credentials: user.credentials.filter((credential) => !gone.includes(credential)),
    };
    if (!(await deps.storage.tokens.write(tokens, { previous: user, next, claims: claimsOf(gone) })))
      continue;
    await deps.storage.sessions.endAll(userId);
    await deps.storage.devices.forgetAll(userId);
    await recordEnrolment(deps, caller, "user.rescue", next, null, now, removedDetail(user, next));
    for (const { name, factor } of activeCredentials(user, deps.factors, "code", "assertion")) {
      deps.notices.tell(next, { kind: "factor_removed", credentialName: name, factor }, now);
    }
    return;
  }
  throw unavailable(`lost ${MOST_RACES} races for one user in a row`);
}

/** With the sentence that callers of the endpoint look for. */
function notEnrolled(): LatchkeyError {
  const message = "No enrollment found for this user.";
  return new LatchkeyError("not_enrolled", message, { members: { message } });
}
