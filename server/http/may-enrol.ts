import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import { isAllowed, type Policy, type Rules, rulesFor } from "../policy/policy.js";
import { mayChange } from "./may-change.js";
import type { Principal } from "./principal.js";

/** Who may enrol authenticators, before it is looked at for whom. */
export const enrolmentAccess = {
  scopes: ["enrol", "users"],
  person: { own: true, enrolling: true, roles: ["owner", "administrator"], elevated: true },
} as const;

/**
 * Whether this caller may add a factor to a user: policy allows it, and lets people set it up by themselves; who may change one, and applications. With `enrol` alone these may
 * only to a user who has none, as otherwise a stolen key of a login page would add its thief's factor to everybody.
 * @returns a check of the user as the change finds them; throws LatchkeyError `forbidden`, `elevation_required`
 */
export function mayEnrol(
  principal: Principal,
  factors: FactorRegistry,
  policy: Policy,
  wanted: { type: string; kind: Rules["enrol"][number] },
): MayChange {
  const person = mayChange(principal, factors);
  return (user) => {
    person(user);
    const rules = rulesFor(policy, user.groups);
    const bySelf = principal.kind === "person" && principal.user.id === user.id;
    if (
      !isAllowed(rules, { type: wanted.type, kind: wanted.kind === "app" ? "code" : "assertion" }) ||
      (bySelf && !rules.enrol.includes(wanted.kind))
    ) {
      throw new LatchkeyError("forbidden", "Your organisation does not let you set this up here.");
    }
    if (principal.kind !== "application" || principal.application.scopes.includes("users")) return;
    if (!hasSecondFactor(user, factors)) return;
    throw new LatchkeyError(
      "forbidden",
      "This user has a second factor already: changing it needs their own verification, or the scope users.",
    );
  };
}
