import { translated } from "./language.js";

/** usePeopleTexts gives the texts of `people` in the page's language. */
export const usePeopleTexts = translated("people");
