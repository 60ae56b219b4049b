import { type ElevationTexts, elevation as en } from "./en/elevation.js";
import { translated } from "./language.js";

/** useElevationTexts gives the texts of `en/elevation.ts` in the page's language. */
export const useElevationTexts = translated<ElevationTexts>({ en });
