import { translated } from "./language.js";

/** useLoginTexts gives the texts of `login` in the page's language. */
export const useLoginTexts = translated("login");
