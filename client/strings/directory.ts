import { translated } from "./language.js";

/** useDirectoryTexts gives the texts of `directory` in the page's language. */
export const useDirectoryTexts = translated("directory");
