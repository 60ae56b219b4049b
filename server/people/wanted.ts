/**
 * Mission S3: whoever needs a second factor from now on, and has none, is told by e-mail. Here it is noted who that is;
 * operations/enforcement-letters.ts sends. What is noted is a state, not an event, so that each change of policy and of
 * people can be looked at again, by any process, and nobody is told twice.
 */
import { hasSecondFactor } from "../factors/credentials.js";
import { isWanted } from "../policy/enforcement.js";
import type { Policy } from "../policy/policy.js";
import type { Changed } from "../storage/change-users.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";

/** Where a user stands: `unreachable` has no address and `suspended` cannot sign in, so that both are looked at later again. */
export type Concern = "due" | "known" | "unreachable" | "suspended" | "unwanted";

/** What is to be noted of a user. */
export function concernOf(
  { factors }: Pick<VerificationDeps, "factors">,
  policy: Policy,
  user: User,
): Concern {
  if (!isWanted(policy, user)) return "unwanted";
  if (user.suspended) return "suspended";
  if (hasSecondFactor(user, factors)) return "known";
  return user.email === null ? "unreachable" : "due";
}

/** Notes those of whom a second factor is wanted since they were created or changed, and forgets those of whom none is any more. */
export async function noteWanted(
  deps: Pick<VerificationDeps, "storage" | "policy" | "factors">,
  changed: readonly Changed[],
): Promise<void> {
  const { policy, version } = await deps.policy.versioned();
  const moved = changed.filter(({ before, user }) => {
    if (before === null || before.email === null) return isWanted(policy, user) || before !== null;
    return isWanted(policy, before) !== isWanted(policy, user);
  });
  if (moved.length === 0) return;
  // Somebody new may have the name of somebody who was deleted, and with it what that one knew.
  const news = moved.filter(({ before, user }) => before === null || !isWanted(policy, user));
  const wanted = moved.flatMap(({ user }) => {
    const state = concernOf(deps, policy, user);
    return state === "due" || state === "known" ? [{ userId: user.id, state }] : [];
  });
  await deps.storage.enforcementNotices.release(news.map(({ user }) => user.id));
  await deps.storage.enforcementNotices.want(wanted, version);
}
