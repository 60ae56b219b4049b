import { translated } from "./language.js";

/** useGroupTexts gives the texts of `groups` in the page's language. */
export const useGroupTexts = translated("groups");
