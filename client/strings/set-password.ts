import { setPassword as en, type SetPasswordTexts } from "./en/set-password.js";
import { translated } from "./language.js";

/** useSetPasswordTexts gives the texts of `en/set-password.ts` in the page's language. */
export const useSetPasswordTexts = translated<SetPasswordTexts>({ en });
