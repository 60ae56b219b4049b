import { translated } from "./language.js";

/** useUserImportTexts gives the texts of `userImport` in the page's language. */
export const useUserImportTexts = translated("userImport");
