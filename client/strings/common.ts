import { translated } from "./language.js";

/** useCommonTexts gives the texts of `common` in the page's language. */
export const useCommonTexts = translated("common");
