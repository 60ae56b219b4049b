import { translated } from "./language.js";

/** useImportTexts gives the texts of `import` in the page's language. */
export const useImportTexts = translated("importing");
