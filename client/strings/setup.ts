import { setup as en, type SetupTexts } from "./en/setup.js";
import { translated } from "./language.js";

/** useSetupTexts gives the texts of `en/setup.ts` in the page's language. */
export const useSetupTexts = translated<SetupTexts>({ en });
