import type { Person } from "../../api-people-types.js";
import type { Credential } from "../../api-types.js";

/** isSecondFactor says whether a credential protects its user now; a recovery key only stands in for one. */
export function isSecondFactor({ state, factor }: Credential): boolean {
  return state === "active" && factor !== "recovery-key";
}

/** kindsOf are the kinds of second factors that a user has, each once: `token` for all that are of a hardware token. */
export function kindsOf({ credentials }: Pick<Person, "credentials">): readonly string[] {
  const kinds = credentials.filter(isSecondFactor).map(({ factor, token }) => (token ? "token" : factor));
  return [...new Set(kinds)];
}
