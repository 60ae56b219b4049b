import type { Challenge } from "../factors/factor.js";
import type { ReadUser, User } from "../storage/storage.js";
import { factorContext } from "./check.js";
import { decoyUser } from "./decoy.js";
import type { VerificationDeps } from "./deps.js";

/** A factor that is offered, with the options that the browser needs for it. */
export interface Offered {
  factor: string;
  options?: object;
}

/**
 * Options for each factor that answers to a challenge, in fallback order.
 * @param held the challenge that was given out already and not used yet; null for a fresh one
 */
export async function offer(
  deps: VerificationDeps,
  user: User,
  types: readonly string[],
  requireUserVerification: boolean,
  held: string | null = null,
): Promise<{ offered: Offered[]; challenge: string | null }> {
  // The instant plays no part in options; a challenge counts from the write that stores it.
  const context = factorContext(deps, user, user.guard.updatedAt, held, requireUserVerification);
  let challenge: Challenge | null = null;
  const offered: Offered[] = [];
  for (const type of types) {
    const factor = deps.factors.get(type);
    const credentials = user.credentials.filter(({ factor: of, state }) => of === type && state === "active");
    challenge = (await factor?.challenge?.(credentials, context)) ?? challenge;
    offered.push(
      factor?.challenge && challenge ? { factor: type, options: challenge.options } : { factor: type },
    );
  }
  return { offered, challenge: challenge?.challenge ?? null };
}

/** The user of a name, or the decoy that an unknown name is taken for. */
export function userOrDecoy(deps: VerificationDeps, username: string, read: ReadUser | null): User {
  if (read && !read.user.decoy) return read.user;
  const decoy = decoyUser(deps.keys, username, read?.user.guard.updatedAt ?? new Date(0));
  return read ? { ...decoy, guard: read.user.guard } : decoy;
}
