/**
 * Languages of the pages. Texts live in one folder a language, one file a page, so that a page carries only
 * its own. Another language is one more word in Language: nothing compiles until every text exists in it.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Language is a language the pages speak, as a BCP 47 tag. */
export type Language = "en";

/** LanguageContext carries the page's language, as the service chose it. */
export const LanguageContext = createContext<Language>("en");

/** translated makes the hook that gives a component its texts in the page's language. */
export function translated<T>(texts: Readonly<Record<Language, T>>): () => T {
  return function useTexts() {
    return texts[useContext(LanguageContext)];
  };
}
