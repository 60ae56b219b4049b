import { translated } from "./language.js";

/** useNewPasswordTexts gives the texts of `new-password` in the page's language. */
export const useNewPasswordTexts = translated("newPassword");
