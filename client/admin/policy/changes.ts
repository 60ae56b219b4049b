import type { PolicyChange } from "../../api-policy-types.js";

/** Change is one rule that differs; `group` is null for what is for everybody. */
export interface Change {
  readonly group: string | null;
  /** Dotted, as in `rules.networks`; `groups` alone is their order. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** changesOf takes the list of groups apart, which the service compares as a whole, into the rules that differ. */
export function changesOf(changes: readonly PolicyChange[]): readonly Change[] {
  return changes.flatMap(({ path, before, after }) =>
    path === "groups" ? ofGroups(before, after) : [{ group: null, what: path, before, after }],
  );
}

function ofGroups(before: unknown, after: unknown): readonly Change[] {
  const [then, now] = [rulesOf(before), rulesOf(after)];
  const changes: Change[] = [];
  for (const group of new Set([...then.keys(), ...now.keys()])) {
    const [old, fresh] = [then.get(group) ?? {}, now.get(group) ?? {}];
    for (const rule of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      if (JSON.stringify(old[rule]) === JSON.stringify(fresh[rule])) continue;
      changes.push({ group, what: `rules.${rule}`, before: old[rule], after: fresh[rule] });
    }
  }
  const [order, next] = [[...then.keys()], [...now.keys()]];
  if (order.join("\n") === next.join("\n")) return changes;
  return [...changes, { group: null, what: "groups", before: order, after: next }];
}

function rulesOf(groups: unknown): Map<string, Record<string, unknown>> {
  const list: readonly { group: string; rules: Record<string, unknown> }[] = Array.isArray(groups)
    ? groups
    : [];
  return new Map(list.map(({ group, rules }) => [group, rules]));
}
