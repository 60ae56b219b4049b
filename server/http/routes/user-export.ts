import { Readable } from "node:stream";
import { z } from "zod";
import { csvLine } from "../../../tokens/seeds/index.js";
import type { Deps } from "../../deps.js";
import type { FactorRegistry } from "../../factors/index.js";
import { secondFactorTypes } from "../../people/second-factor-types.js";
import type { User } from "../../storage/storage.js";
import { JSON_LINES } from "../report-progress.js";
import { defineRoute, type Route } from "../route.js";
import { MAY_READ_USERS, type UserFilter, userFilter, userSearch } from "../user-filter.js";

const PAGE = 500;
const TYPES = { csv: "text/csv; charset=utf-8", jsonl: JSON_LINES };

const exportRoute = defineRoute({
  method: "get",
  path: "/api/v1/users/export",
  summary: "Users by name as a file: CSV for spreadsheets and for the import, or JSON Lines",
  access: MAY_READ_USERS,
  query: userFilter.extend({ format: z.enum(["csv", "jsonl"]).default("csv") }),
  responses: { 200: z.string() },
  streams: Object.values(TYPES),
  async handle({ query: { format, ...filter }, deps, caller }) {
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    const none = { user: null, userId: null, factor: null, credentialId: null };
    await deps.audit.record(caller(), {
      at: await deps.storage.now(),
      action: "user.export",
      outcome: "success",
      ...none,
      detail: { format, ...Object.fromEntries(given.map(([name, value]) => [`filter ${name}`, value])) },
    });
    const body = Readable.from(format === "csv" ? csvLines(deps, filter) : jsonLines(deps, filter));
    return { status: 200, stream: { type: TYPES[format], body, fileName: `latchkey-users.${format}` } };
  },
});

async function* pages(deps: Deps, filter: UserFilter): AsyncGenerator<User[]> {
  let after: string | undefined;
  for (;;) {
    const page = await deps.storage.users.list({
      ...userSearch(filter, deps.factors),
      after,
      limit: PAGE,
    });
    yield page;
    after = page.at(-1)?.username;
    if (page.length < PAGE) return;
  }
}

/** The first columns are those that the import reads. */
const COLUMNS = [
  "username",
  "displayName",
  "email",
  "groups",
  "roles",
  "suspended",
  "secondFactors",
  "lastUsedAt",
  "createdAt",
] as const;

async function* csvLines(deps: Deps, filter: UserFilter): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of pages(deps, filter)) {
    yield page
      .map((user) => {
        const cells = exported(user, deps.factors);
        return csvLine(
          COLUMNS.map((column) => {
            const value = cells[column];
            return Array.isArray(value) ? value.join("; ") : value;
          }),
        );
      })
      .join("");
  }
}

async function* jsonLines(deps: Deps, filter: UserFilter): AsyncGenerator<string> {
  for await (const page of pages(deps, filter)) {
    yield page.map((user) => `${JSON.stringify(exported(user, deps.factors))}\n`).join("");
  }
}

/** What of a user leaves the house: never a secret. */
function exported(user: User, factors: FactorRegistry) {
  const types = secondFactorTypes(factors);
  const held = user.credentials.filter(({ state, factor }) => state === "active" && types.includes(factor));
  const used = held.flatMap(({ lastUsedAt }) => (lastUsedAt === null ? [] : [lastUsedAt.getTime()]));
  return {
    username: user.username,
    displayName: user.displayName,
    email: user.email,
    groups: user.groups,
    roles: user.roles,
    suspended: user.suspended,
    secondFactors: [...new Set(held.map(({ factor, token }) => (token ? "token" : factor)))].sort(),
    lastUsedAt: used.length === 0 ? null : new Date(Math.max(...used)).toISOString(),
    createdAt: user.createdAt.toISOString(),
  };
}

export const userExportRoutes: readonly Route[] = [exportRoute];
