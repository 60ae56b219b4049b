import { translated } from "./language.js";

/** useEnrolTexts gives the texts of `enrol` in the page's language. */
export const useEnrolTexts = translated("enrol");
