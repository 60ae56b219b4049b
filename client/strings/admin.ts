import { translated } from "./language.js";

/** useAdminTexts gives the texts of `admin` in the page's language. */
export const useAdminTexts = translated("admin");
