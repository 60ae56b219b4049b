import type { Policy } from "./policy.js";

/** Where a policy names a group. */
export interface GroupMentions {
  enforced: boolean;
  exempt: boolean;
  /** It has rules of its own. */
  rules: boolean;
}

export function mentionsOf({ enforcement, groups }: Policy, name: string): GroupMentions {
  return {
    enforced: enforcement.groups.includes(name),
    exempt: enforcement.exemptGroups.includes(name),
    rules: groups.some(({ group }) => group === name),
  };
}

/** Whether a policy names a group at all. */
export function isNamed(policy: Policy, name: string): boolean {
  return Object.values(mentionsOf(policy, name)).some(Boolean);
}

/** All groups that a policy names, each once. */
export function namedGroups({ enforcement, groups }: Policy): string[] {
  const ruled = groups.map(({ group }) => group);
  return [...new Set([...enforcement.groups, ...enforcement.exemptGroups, ...ruled])];
}

/** The policy in which a group stands wherever another does, right after it; where it stands already, that counts. */
export function withGroupBeside(policy: Policy, name: string, beside: string): Policy {
  const listed = (names: string[]) =>
    names.includes(beside) ? names : names.flatMap((one) => (one === name ? [name, beside] : [one]));
  const hasRules = policy.groups.some(({ group }) => group === beside);
  return {
    ...policy,
    enforcement: {
      ...policy.enforcement,
      groups: listed(policy.enforcement.groups),
      exemptGroups: listed(policy.enforcement.exemptGroups),
    },
    groups: hasRules
      ? policy.groups
      : policy.groups.flatMap((one) => (one.group === name ? [one, { ...one, group: beside }] : [one])),
  };
}

/** The policy that does not name this group. */
export function withoutGroup(policy: Policy, name: string): Policy {
  const others = (names: string[]) => names.filter((one) => one !== name);
  return {
    ...policy,
    enforcement: {
      ...policy.enforcement,
      groups: others(policy.enforcement.groups),
      exemptGroups: others(policy.enforcement.exemptGroups),
    },
    groups: policy.groups.filter(({ group }) => group !== name),
  };
}
