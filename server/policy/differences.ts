/** One place where two policies differ; values as they are in JSON. */
export interface Difference {
  /** Dotted, such as `enforcement.for`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Where two JSON values differ. Lists are compared as a whole, since their order means something. */
export function differences(before: unknown, after: unknown, path = ""): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      differences(before[name], after[name], path === "" ? name : `${path}.${name}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after)
    ? []
    : [{ path, before: before ?? null, after: after ?? null }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
