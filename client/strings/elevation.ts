import { translated } from "./language.js";

/** useElevationTexts gives the texts of `elevation` in the page's language. */
export const useElevationTexts = translated("elevation");
