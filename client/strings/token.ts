import { token as en, type TokenTexts } from "./en/token.js";
import { translated } from "./language.js";

/** useTokenTexts gives the texts of `en/token.ts` in the page's language. */
export const useTokenTexts = translated<TokenTexts>({ en });
