import type { OwnRules } from "../api-rules.js";
import type { Factor } from "../api-types.js";

/** FactorChoice is what people enrol by themselves: an app, a security key, or a token that was handed to them. */
export type FactorChoice = "app" | "key" | "token";

const byFactor: Readonly<Partial<Record<Factor, readonly FactorChoice[]>>> = {
  webauthn: ["key"],
  totp: ["app", "token"],
  hotp: ["token"],
  "yubico-otp": ["token"],
};

/** choicesOf are the ways that policy leaves to a person, in its fallback order. */
export function choicesOf({ factors, enrol, selfAssignTokens }: OwnRules): readonly FactorChoice[] {
  const allowed: Readonly<Record<FactorChoice, boolean>> = {
    app: enrol.includes("app"),
    key: enrol.includes("device"),
    token: selfAssignTokens,
  };
  const ways = factors.flatMap((factor) => byFactor[factor] ?? []);
  return [...new Set(ways)].filter((way) => allowed[way]);
}

/** getsToken says whether a person can set up nothing by themselves, so that a token has to be assigned to them. */
export function getsToken(rules: OwnRules): boolean {
  return choicesOf(rules).every((way) => way === "token");
}
