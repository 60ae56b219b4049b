import type { Token } from "../../api-token-types.js";
import { listTokens, type StockSearch } from "../../api-tokens.js";
import { type Listing, useListing } from "../listing/use-listing.js";
import { stateOrder } from "./tally.js";

/** Stock is the list of tokens by the search that stands in the address. */
export type Stock = Listing<StockSearch, Token>;

/** useStock lists the stock page by page. */
export function useStock(): Stock {
  return useListing<StockSearch, Token>({
    async read({ query, state }, after) {
      const { tokens, cursor } = await listTokens({ query: query.trim(), state }, after);
      return { items: tokens, cursor: cursor ?? null };
    },
    searchOf: (address) => ({
      query: address.get("query") ?? "",
      state: stateOrder.find((known) => known === address.get("state")) ?? "",
    }),
    addressOf: ({ query, state }) => ({ query, state }),
  });
}
