import type { Caller } from "../audit/audit.js";
import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import { createUser } from "../people/users.js";
import type { Decision } from "../policy/decide.js";
import type { Application, User } from "../storage/storage.js";

/**
 * What an application wants done with names that Latchkey does not know: `create` makes the user at first sight, since
 * the application has checked the password; with `refuse` and `skip` nothing is stored.
 */
export async function welcomeUnknown(
  deps: Deps,
  caller: Caller,
  { unknownUsers }: Application,
  username: string,
): Promise<void> {
  if (unknownUsers !== "create") return;
  const read = await deps.storage.users.read(deps.keys.userId(username));
  if (read && !read.user.decoy) return;
  try {
    await createUser(deps, caller, { username });
  } catch (error) {
    // Somebody else's request for the same name was first.
    if (!(error instanceof LatchkeyError) || error.code !== "conflict") throw error;
  }
}

/** The decision for an application that lets unknown names pass; with `refuse` they are asked like known ones. */
export function decisionFor({
  unknownUsers,
}: Application): (user: User, byPolicy: () => Decision) => Decision {
  return (user, byPolicy) =>
    user.decoy && unknownUsers === "skip"
      ? { decision: "skipped", reason: "unknown_user", factors: [] }
      : byPolicy();
}
