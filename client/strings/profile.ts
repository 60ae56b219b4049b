import { profile as en, type ProfileTexts } from "./en/profile.js";
import { translated } from "./language.js";

/** useProfileTexts gives the texts of `en/profile.ts` in the page's language. */
export const useProfileTexts = translated<ProfileTexts>({ en });
