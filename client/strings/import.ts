import { importing as en, type ImportTexts } from "./en/import.js";
import { translated } from "./language.js";

/** useImportTexts gives the texts of `en/import.ts` in the page's language. */
export const useImportTexts = translated<ImportTexts>({ en });
