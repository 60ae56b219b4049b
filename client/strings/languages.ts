import { german } from "./de/index.js";
import { english } from "./en/index.js";
import type { LanguageTexts } from "./texts.js";

/** The languages of the pages and letters by BCP 47 tag. One more is one line here and its folder: see docs/languages.md. */
export const languages = { en: english, de: german } satisfies Record<string, LanguageTexts>;

/** Language is a language that Latchkey speaks, as a BCP 47 tag. */
export type Language = keyof typeof languages;

/** LANGUAGES lists them in the order in which they are offered. */
export const LANGUAGES = Object.keys(languages) as readonly Language[];

/** isLanguage says whether a tag is one of ours. */
export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/** LANGUAGE_COOKIE names the cookie that keeps a person's choice. It is no secret. */
export const LANGUAGE_COOKIE = "latchkey_language";
