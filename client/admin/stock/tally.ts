import type { StockCount, TokenState, TokenType } from "../../api-token-types.js";

/** The states in the order of a token's life, as every list of them shows them. */
export const stateOrder: readonly TokenState[] = [
  "pending",
  "in_stock",
  "assigned",
  "suspended",
  "lost",
  "revoked",
];

const typeOrder: readonly TokenType[] = ["totp", "hotp", "yubico-otp"];

/** TypeTally is how many tokens of a type are in which state; only states that occur. */
export interface TypeTally {
  readonly type: TokenType;
  readonly total: number;
  readonly parts: readonly { readonly state: TokenState; readonly count: number }[];
}

/** Tally is the stock by types and by states. */
export interface Tally {
  readonly total: number;
  readonly types: readonly TypeTally[];
  readonly states: TypeTally["parts"];
}

/** tallyOf orders the counts of the service for the chart and its table. */
export function tallyOf(counts: readonly StockCount[]): Tally {
  const partsOf = (some: readonly StockCount[]) =>
    stateOrder
      .map((state) => ({ state, count: sum(some.filter((one) => one.state === state)) }))
      .filter(({ count }) => count > 0);
  const types = typeOrder
    .map((type) => counts.filter((one) => one.type === type))
    .flatMap((some) => {
      const [any] = some;
      return any ? [{ type: any.type, total: sum(some), parts: partsOf(some) }] : [];
    })
    .filter(({ total }) => total > 0);
  return { total: sum(counts), types, states: partsOf(counts) };
}

function sum(counts: readonly StockCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
