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

/** Whether a user must have a second factor, and why. */
export interface Enforcement {
  state: "off" | "grace" | "enforced";
  reason: EnrolReason;
  line: string;
}

/**
 * Whether policy wants a second factor of this user here. Whoever holds a role needs one in any case: exemption and
 * grace are for everybody else.
 */
export function enforcementOn({ enforcement }: Policy, situation: Situation): Enforcement {
  const { user, now } = situation;
  if (user.roles.length > 0) {
    return {
      state: "enforced",
      reason: "privileged",
      line: "A user who holds a role needs a second factor.",
    };
  }
  const exempt = enforcement.exemptGroups.find((group) => user.groups.includes(group));
  if (exempt !== undefined) return off(`The group ${exempt} is exempt.`);
  const why = reasonToEnforce(enforcement, situation);
  if (why === null) return off("A second factor is not enforced for this user here.");
  if (enforcement.graceUntil !== null && new Date(enforcement.graceUntil) > now) {
    return {
      state: "grace",
      reason: "enforced",
      line: `${why}, with grace until ${enforcement.graceUntil}.`,
    };
  }
  const left = enforcement.graceLogins - user.graceLoginsUsed;
  if (left > 0)
    return { state: "grace", reason: "enforced", line: `${why}, with grace for ${left} more sign-ins.` };
  return { state: "enforced", reason: "enforced", line: `${why}.` };
}

function reasonToEnforce(
  enforcement: Policy["enforcement"],
  { user, application }: Situation,
): string | null {
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
  return { state: "off", reason: "enforced", line };
}
