import { people as en, type PeopleTexts } from "./en/people.js";
import { translated } from "./language.js";

/** usePeopleTexts gives the texts of `en/people.ts` in the page's language. */
export const usePeopleTexts = translated<PeopleTexts>({ en });
