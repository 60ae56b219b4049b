import { type AdminTexts, admin as en } from "./en/admin.js";
import { translated } from "./language.js";

/** useAdminTexts gives the texts of `en/admin.ts` in the page's language. */
export const useAdminTexts = translated<AdminTexts>({ en });
