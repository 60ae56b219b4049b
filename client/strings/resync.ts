import { translated } from "./language.js";

/** useResyncTexts gives the texts of `resync` in the page's language. */
export const useResyncTexts = translated("resync");
