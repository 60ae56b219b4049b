import { translated } from "./language.js";

/** useSetupTexts gives the texts of `setup` in the page's language. */
export const useSetupTexts = translated("setup");
