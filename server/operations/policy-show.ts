import { parseArgs } from "node:util";
import { CurrentPolicy } from "../policy/current.js";
import { changedVersions } from "../policy/history.js";
import type { PolicyStore } from "../storage/storage.js";

const SHOW_USAGE = `usage: latchkey policy show [--json]

Prints the policy that holds, a line a setting, or as JSON. Uses the same environment as the service.`;

const HISTORY_USAGE = `usage: latchkey policy history [--limit N] [--json]

Prints who changed the policy when, and what, newest first. Uses the same environment as the service.
  --limit   how many versions at most, 20 unless stated, up to 1000
  --json    the versions as JSON`;

const LIMIT = 20;
const LARGEST_LIMIT = 1000;

interface Io {
  stdout: { write(text: string): unknown };
}
interface PolicyDeps {
  storage: { policies: PolicyStore };
}

const json = { type: "boolean" } as const;

/** `latchkey policy show`. */
export const policyShow = {
  usage: SHOW_USAGE,
  read: (argv: readonly string[]) => parseArgs({ args: [...argv], options: { json } }).values,
  async run(asked: { json?: boolean }, { stdout }: Io, { storage }: PolicyDeps): Promise<number> {
    const { version, policy } = await new CurrentPolicy(storage.policies).versioned();
    if (asked.json) {
      stdout.write(`${JSON.stringify({ version, policy }, null, 2)}\n`);
      return 0;
    }
    const { groups, ...rest } = policy;
    const settings = [
      ...settingsOf(rest),
      ...groups.flatMap(({ group, rules }) => settingsOf(rules, `groups.${group}`)),
    ];
    const lines = settings.map(([path, value]) => `${path}: ${words(value)}\n`);
    stdout.write(
      `${version === 0 ? "As installed, never changed." : `Version ${version}.`}\n${lines.join("")}`,
    );
    return 0;
  },
};

/** `latchkey policy history`. */
export const policyHistory = {
  usage: HISTORY_USAGE,
  read(argv: readonly string[]) {
    const { values } = parseArgs({ args: [...argv], options: { json, limit: { type: "string" } } });
    const limit = Number(values.limit ?? LIMIT);
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT)
      throw new Error(`--limit is a whole number from 1 to ${LARGEST_LIMIT}`);
    return { json: values.json ?? false, limit };
  },
  async run(
    { json: asJson, limit }: { json: boolean; limit: number },
    { stdout }: Io,
    { storage }: PolicyDeps,
  ): Promise<number> {
    const versions = changedVersions(await storage.policies.history(limit + 1), limit);
    if (asJson) {
      stdout.write(`${JSON.stringify(versions, null, 2)}\n`);
      return 0;
    }
    for (const { version, at, by, changes } of versions) {
      const lines = changes.map(
        ({ path, before, after }) => `  ${path}: ${words(before)} -> ${words(after)}\n`,
      );
      stdout.write(
        `version ${version}, ${at}, by ${by}\n${lines.length === 0 ? "  saved again without a change\n" : lines.join("")}`,
      );
    }
    if (versions.length === 0) stdout.write("Nobody has changed the policy yet.\n");
    return 0;
  },
};

/** Every setting with its dotted path. */
function settingsOf(value: unknown, path = ""): [path: string, value: unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, of]) =>
    settingsOf(of, path === "" ? name : `${path}.${name}`),
  );
}

/** A setting in one line: a list without brackets, and `-` for none. */
function words(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return value.length === 0 ? "-" : value.join(", ");
  if (value === null || value === "") return "-";
  return typeof value === "string" ? value.replaceAll("\n", "\\n") : JSON.stringify(value);
}
