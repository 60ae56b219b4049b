import { type AssignTexts, assign as en } from "./en/assign.js";
import { translated } from "./language.js";

/** useAssignTexts gives the texts of `en/assign.ts` in the page's language. */
export const useAssignTexts = translated<AssignTexts>({ en });
