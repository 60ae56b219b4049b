import { translated } from "./language.js";

/** useAssignTexts gives the texts of `assign` in the page's language. */
export const useAssignTexts = translated("assign");
