import { translated } from "./language.js";

/** usePolicyTexts gives the texts of `policy` in the page's language. */
export const usePolicyTexts = translated("policy");
