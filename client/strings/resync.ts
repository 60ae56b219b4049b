import { resync as en, type ResyncTexts } from "./en/resync.js";
import { translated } from "./language.js";

/** useResyncTexts gives the texts of `en/resync.ts` in the page's language. */
export const useResyncTexts = translated<ResyncTexts>({ en });
