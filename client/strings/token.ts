import { translated } from "./language.js";

/** useTokenTexts gives the texts of `token` in the page's language. */
export const useTokenTexts = translated("token");
