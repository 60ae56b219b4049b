import { type CommonTexts, common as en } from "./en/common.js";
import { translated } from "./language.js";

/** useCommonTexts gives the texts of `en/common.ts` in the page's language. */
export const useCommonTexts = translated<CommonTexts>({ en });
