import { translated } from "./language.js";

/** useSetPasswordTexts gives the texts of `set-password` in the page's language. */
export const useSetPasswordTexts = translated("setPassword");
