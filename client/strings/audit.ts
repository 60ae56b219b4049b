import { translated } from "./language.js";

/** useAuditTexts gives the texts of `audit` in the page's language. */
export const useAuditTexts = translated("audit");
