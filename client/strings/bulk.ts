import { translated } from "./language.js";

/** useBulkTexts gives the texts of `bulk` in the page's language. */
export const useBulkTexts = translated("bulk");
