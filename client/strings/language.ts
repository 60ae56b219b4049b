/**
 * The texts of a page. Each book that a page's components use is wanted by the very import of its hook, so that a page
 * fetches its own books and no others, in one language. They are fetched before anything is rendered.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Language, languages } from "./languages.js";
import type { Book, LanguageTexts, Texts } from "./texts.js";

export type { Language } from "./languages.js";

/** LanguageContext carries the page's language. */
export const LanguageContext = createContext<Language>("en");

const wanted = new Set<Book>();
const shelves = new Map<Language, Partial<Record<Book, unknown>>>();

/**
 * translated makes the hook that gives a component one book of texts in the page's language.
 * The hook throws where the texts were not loaded first.
 */
export function translated<B extends Book>(book: B): () => Texts[B] {
  wanted.add(book);
  return function useTexts() {
    const language = useContext(LanguageContext);
    const texts = shelves.get(language)?.[book];
    if (texts === undefined) throw new Error(`The texts "${book}" are not loaded in "${language}".`);
    return texts as Texts[B];
  };
}

/** loadTexts fetches every book that the page's components use; what is there already is not fetched again. */
export async function loadTexts(language: Language): Promise<void> {
  const shelf = shelves.get(language) ?? {};
  shelves.set(language, shelf);
  const { books }: LanguageTexts = languages[language];
  const missing = [...wanted].filter((book) => shelf[book] === undefined);
  await Promise.all(
    missing.map(async (book) => {
      shelf[book] = await books[book]();
    }),
  );
}
