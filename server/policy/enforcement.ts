import type { User } from "../storage/storage.js";
import type { Policy } from "./policy.js";

/** Who signs in, from where and to what. */
export interface Situation {
  user: User;
  /** The relying application; null for Latchkey's own pages. */
  application: string | null;
  /** Address of the person; null where it is not known, and then no network rule matches. */
  ip: string | null;
  now: Date;
}

/** Why a user must enrol. */
export type EnrolReason = "privileged" | "enforced";

/** How long an enforced user may still go on without a factor: until an instant (ISO 8601), or for so many sign-ins. */
export type Grace = { until: string } | { logins: number };

/** Whether a user must have a second factor, and why. */
export interface Enforcement {
  state: "off" | "grace" | "enforced";
  reason: EnrolReason;
  line: string;
  /** Set while the state is `grace`. */
  grace: Grace | null;
}

/**
 * Whether policy wants a second factor of this user here. Whoever holds a role needs one in any case: exemption and
 * grace are for everybody else. So does, with grace, of whomever an administrator requires one by name.
 */
export function enforcementOn({ enforcement }: Policy, situation: Situation): Enforcement {
  const { user, now } = situation;
  if (user.roles.length > 0) {
    return {
      state: "enforced",
      reason: "privileged",
      line: "A user who holds a role needs a second factor.",
      grace: null,
    };
  }
  // What was said of this one user counts for more than what was said of a group.
  const exempt = user.factorRequired
    ? undefined
    : enforcement.exemptGroups.find((group) => user.groups.includes(group));
  if (exempt !== undefined) return off(`The group ${exempt} is exempt.`);
  const why = reasonToEnforce(enforcement, situation);
  if (why === null) return off("A second factor is not enforced for this user here.");
  const grace = graceOf(enforcement, user, now);
  if (grace === null) return { state: "enforced", reason: "enforced", line: `${why}.`, grace };
  const words = "until" in grace ? `until ${grace.until}` : `for ${grace.logins} more sign-ins`;
  return { state: "grace", reason: "enforced", line: `${why}, with grace ${words}.`, grace };
}

/** Whether policy wants a second factor of this user anywhere: on Latchkey's own pages or in an application, now or after some grace. */
export function isWanted({ enforcement }: Policy, user: User): boolean {
  if (user.roles.length > 0 || user.factorRequired) return true;
  if (enforcement.exemptGroups.some((group) => user.groups.includes(group))) return false;
  const places = enforcement.for === "applications" ? enforcement.applications : [null];
  return places.some((application) => reasonToEnforce(enforcement, { user, application }) !== null);
}

function graceOf({ graceUntil, graceLogins }: Policy["enforcement"], user: User, now: Date): Grace | null {
  if (graceUntil !== null && new Date(graceUntil) > now) return { until: graceUntil };
  const logins = graceLogins - user.graceLoginsUsed;
  return logins > 0 ? { logins } : null;
}

function reasonToEnforce(
  enforcement: Policy["enforcement"],
  { user, application }: Pick<Situation, "user" | "application">,
): string | null {
  if (user.factorRequired) return "An administrator requires a second factor of this user";
  switch (enforcement.for) {
    case "everybody":
      return "A second factor is enforced for everybody";
    case "groups": {
      const group = enforcement.groups.find((name) => user.groups.includes(name));
      return group === undefined ? null : `A second factor is enforced for the group ${group}`;
    }
    case "applications":
      return application !== null && enforcement.applications.includes(application)
        ? "A second factor is enforced for this application"
        : null;
    case "nobody":
    case "privileged":
      return null;
  }
}

function off(line: string): Enforcement {
  return { state: "off", reason: "enforced", line, grace: null };
}
