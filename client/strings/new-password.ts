import { newPassword as en, type NewPasswordTexts } from "./en/new-password.js";
import { translated } from "./language.js";

/** useNewPasswordTexts gives the texts of `en/new-password.ts` in the page's language. */
export const useNewPasswordTexts = translated<NewPasswordTexts>({ en });
