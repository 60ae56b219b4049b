import { z } from "zod";
import type { FactorRegistry } from "../factors/index.js";
import { secondFactorTypes } from "../people/second-factor-types.js";
import type { UserSearch } from "../storage/people.js";

/** Who may look at everybody. */
export const MAY_READ_USERS = {
  scopes: ["users"],
  person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
} as const;

/** Which users are meant, as a query names them. */
export const userFilter = z.strictObject({
  query: z.string().trim().max(128).optional().describe("Part of a user name, display name or address."),
  group: z.string().max(128).optional(),
  without: z.enum(["factor"]).optional().describe("Only users who have no second factor."),
  suspended: z.stringbool().optional(),
});

export type UserFilter = z.output<typeof userFilter>;

/** The filter as storage takes it. */
export function userSearch(
  { query, group, without, suspended }: UserFilter,
  factors: FactorRegistry,
): Omit<UserSearch, "limit"> {
  return {
    query: query || undefined,
    group: group || undefined,
    withoutFactors: without === undefined ? undefined : secondFactorTypes(factors),
    suspended,
  };
}
