import { translated } from "./language.js";

/** useApplicationTexts gives the texts of `applications` in the page's language. */
export const useApplicationTexts = translated("applications");
