import { activeCredentials, hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { AddressRanges } from "../network.js";
import type { User } from "../storage/storage.js";
import { type Enforcement, type EnrolReason, enforcementOn, type Situation } from "./enforcement.js";
import { OFFERED_FACTORS, type Policy, type Rules, rulesFor } from "./policy.js";

export type SkipReason = "remembered_device" | "not_enforced" | "grace" | "network" | "unknown_user";

/** Who needs what: the second step, nothing, or to enrol first. */
export type Decision =
  | { decision: "required"; factors: string[] }
  | { decision: "skipped"; reason: SkipReason; factors: [] }
  | { decision: "enrolment_required"; reason: EnrolReason; factors: [] };

/** A decision with the lines that lead to it, for the administrator who asks what would happen. */
export interface Explained {
  decided: Decision;
  lines: string[];
}

/** Decides what a user who has passed the first factor needs. Pure. */
export function decide(policy: Policy, situation: Situation, factors: FactorRegistry): Decision {
  return explain(policy, situation, factors).decided;
}

/** The decision, and why, line by line. */
export function explain(policy: Policy, situation: Situation, factors: FactorRegistry): Explained {
  const { user, ip } = situation;
  const rules = rulesFor(policy, user.groups);
  const enforced = enforcementOn(policy, situation);
  const lines = [groupLine(policy, user), enforced.line];
  // Neither an unknown name nor a suspended user profits from the place it is tried from.
  if (ip !== null && !user.decoy && !user.suspended && new AddressRanges(rules.networks).has(ip)) {
    lines.push(`${ip} is in a network from which the second step is skipped.`);
    return { decided: { decision: "skipped", reason: "network", factors: [] }, lines };
  }
  lines.push(networkLine(rules, ip));
  // A suspended user is asked as anybody is, and no answer is right.
  if (hasSecondFactor(user, factors) || user.suspended) {
    const offered = fallbackOrder(user, factors, rules);
    lines.push(offered.length === 0 ? NO_ALLOWED_FACTOR : `Asked for, in this order: ${offered.join(", ")}.`);
    return { decided: { decision: "required", factors: offered }, lines };
  }
  lines.push("The user has no second factor.");
  return { decided: withoutFactor(enforced), lines };
}

/** Fail closed: a factor that policy no longer allows lets nobody in, and its owner must not enrol by the password alone. */
const NO_ALLOWED_FACTOR = "None of the user's factors is allowed: an administrator has to help.";

function withoutFactor({ state, reason }: Enforcement): Decision {
  if (state === "enforced") return { decision: "enrolment_required", reason, factors: [] };
  return { decision: "skipped", reason: state === "grace" ? "grace" : "not_enforced", factors: [] };
}

/**
 * The types that this user can use, in the order in which they are offered: the user's own preference first among what
 * is allowed; a recovery key is always last.
 */
export function fallbackOrder(
  user: User,
  factors: FactorRegistry,
  rules: Pick<Rules, "factors" | "recovery">,
): string[] {
  const held = new Set(activeCredentials(user, factors, "code", "assertion").map(({ factor }) => factor));
  const recovery = new Set(
    activeCredentials(user, factors, "recovery")
      .filter((credential) => credential.recovery?.digests.length !== 0)
      .map(({ factor }) => factor),
  );
  const known = new Set<string>(OFFERED_FACTORS);
  // A factor that policy knows nothing of (one that was just added) comes after those that it names.
  const order = [...rules.factors, ...factors.all.map(({ type }) => type).filter((type) => !known.has(type))];
  const allowed = order.filter((type) => held.has(type));
  const preferred = user.preferredFactors.filter((type) => allowed.includes(type));
  const offered = [...new Set([...preferred, ...allowed])];
  return offered.length === 0 ? [] : [...offered, ...(rules.recovery === "none" ? [] : recovery)];
}

function groupLine({ groups }: Policy, user: User): string {
  const stated = groups.map(({ group }) => group).filter((group) => user.groups.includes(group));
  return stated.length === 0
    ? "The default rules hold."
    : `Rules of: ${stated.join(", ")}, then the default.`;
}

function networkLine({ networks }: Rules, ip: string | null): string {
  if (networks.length === 0) return "No network is allow-listed.";
  return ip === null
    ? "The address is not known: no network rule matches."
    : `${ip} is in no allow-listed network.`;
}
