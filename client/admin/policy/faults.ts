import type { Policy, Rules } from "../../api-policy-types.js";
import { isAddressRange } from "./address-range.js";

const mostDays = 365;
const mostLogins = 100;

/** badNetwork is the first line that is no address or range; undefined where all are. */
export function badNetwork(networks: readonly string[]): string | undefined {
  return networks.find((line) => !isAddressRange(line));
}

/** isDays says whether a browser can be remembered for so long. */
export function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= 0 && days <= mostDays;
}

/** isLogins says whether it can be a number of sign-ins of grace. */
export function isLogins(logins: number): boolean {
  return Number.isInteger(logins) && logins >= 0 && logins <= mostLogins;
}

/** isFaulty says whether anything in a draft stands in the way of saving it. */
export function isFaulty({ enforcement, rules, groups }: Policy): boolean {
  return !isLogins(enforcement.graceLogins) || [rules, ...groups.map((group) => group.rules)].some(hasFault);
}

function hasFault({ networks = [], rememberDays = 0 }: Partial<Rules>): boolean {
  return badNetwork(networks) !== undefined || !isDays(rememberDays);
}
