import { type EnrolTexts, enrol as en } from "./en/enrol.js";
import { translated } from "./language.js";

/** useEnrolTexts gives the texts of `en/enrol.ts` in the page's language. */
export const useEnrolTexts = translated<EnrolTexts>({ en });
