import type { english } from "./en/index.js";

type Loaders = (typeof english)["books"];

/** Book is the name of one file of texts, such as `login`. */
export type Book = keyof Loaders;

/** Texts is every text of the pages, book by book; English says what there is. */
export type Texts = { readonly [B in Book]: Awaited<ReturnType<Loaders[B]>> };

/** LanguageTexts is what a language brings: its name in itself, and every book. */
export interface LanguageTexts {
  readonly name: string;
  readonly books: { readonly [B in Book]: () => Promise<Texts[B]> };
}
