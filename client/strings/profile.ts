import { translated } from "./language.js";

/** useProfileTexts gives the texts of `profile` in the page's language. */
export const useProfileTexts = translated("profile");
