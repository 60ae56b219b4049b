/** Reads the project's pages in Markdown, for the tests that hold them to what is true. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of package.json. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** A fenced block of a page. */
export interface Block {
  language: string;
  /** What follows the language: the name of the file. */
  title: string;
  text: string;
}

/** Every page that people read: the ones at the top and those in docs/, as paths from the root. */
export function pages(): string[] {
  const isPage = (name: string) => name.endsWith(".md");
  const inDocs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" }).filter(isPage);
  return [...readdirSync(ROOT).filter(isPage), ...inDocs.map((name) => join("docs", name))].sort();
}

/** The text of a page. */
export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The fenced blocks of a text, in their order. */
export function blocksOf(text: string): Block[] {
  const fence = /^```(\S*) ?([^\n]*)\n(.*?)^```$/gms;
  return [...text.matchAll(fence)].map(([, language = "", title = "", inner = ""]) => ({
    language,
    title,
    text: inner,
  }));
}
