import { translated } from "./language.js";

/** useOrderTexts gives the texts of `order` in the page's language. */
export const useOrderTexts = translated("order");
