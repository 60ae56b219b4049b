import { login as en, type LoginTexts } from "./en/login.js";
import { translated } from "./language.js";

/** useLoginTexts gives the texts of `en/login.ts` in the page's language. */
export const useLoginTexts = translated<LoginTexts>({ en });
