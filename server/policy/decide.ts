import { activeCredentials, hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { User } from "../storage/storage.js";

/** Who needs what: the second step, nothing, or to enrol first. */
export type Decision =
  | { decision: "required"; factors: string[] }
  | { decision: "skipped"; reason: "not_enforced" | "unknown_user"; factors: [] }
  | { decision: "enrolment_required"; reason: "privileged"; factors: [] };

/**
 * Decides what a user who has passed the first factor needs. Pure. Enforcement is off by default (mission S3), except
 * for users with a role, who may administer only with a second factor.
 */
export function decide(user: User, factors: FactorRegistry): Decision {
  if (hasSecondFactor(user, factors)) return { decision: "required", factors: fallbackOrder(user, factors) };
  if (user.roles.length > 0) return { decision: "enrolment_required", reason: "privileged", factors: [] };
  return { decision: "skipped", reason: "not_enforced", factors: [] };
}

/** The types that this user can use, in the order in which they are offered; a recovery key is always last. */
export function fallbackOrder(user: User, factors: FactorRegistry): string[] {
  const types = (credentials: { factor: string }[]) => new Set(credentials.map(({ factor }) => factor));
  const own = types(activeCredentials(user, factors, "code", "assertion"));
  const recovery = types(activeCredentials(user, factors, "recovery"));
  const inOrder = (held: Set<string>) => factors.all.map(({ type }) => type).filter((type) => held.has(type));
  return [...inOrder(own), ...inOrder(recovery)];
}
