import type { FactorRegistry } from "../factors/index.js";

/** Types of which one active credential is a second factor: a recovery key only stands in for one. */
export function secondFactorTypes(factors: FactorRegistry): string[] {
  return [...factors.ofKind("code"), ...factors.ofKind("assertion")].map(({ type }) => type);
}
