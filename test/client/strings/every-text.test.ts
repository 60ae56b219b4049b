import { describe, expect, it } from "vitest";
import { counted } from "../../../client/strings/counted.js";
import type { Told } from "../../../client/strings/en/audit-sentences.js";
import { LANGUAGES, type Language, languages } from "../../../client/strings/languages.js";
import type { LetterFacts } from "../../../client/strings/letter-facts.js";
import type { Book, LanguageTexts } from "../../../client/strings/texts.js";

const BOOKS = Object.keys(languages.en.books) as Book[];

async function readBook(language: Language, book: Book): Promise<unknown> {
  const { books }: LanguageTexts = languages[language];
  return books[book]();
}

/** Every text of a book by its path, such as `wait.over`. */
function textsIn(texts: unknown, path = ""): ReadonlyMap<string, unknown> {
  if (typeof texts !== "object" || texts === null) return new Map([[path, texts]]);
  const found = Object.entries(texts).flatMap(([key, value]) => [...textsIn(value, `${path}.${key}`)]);
  return new Map(found);
}

const GIVEN = [0, 1, 2, 5, 1200, 3601, "NAME", ["ONE", "TWO"]];

const facts: LetterFacts = {
  name: "NAME",
  left: 0,
  few: false,
  until: "UNTIL",
  applications: [],
  others: false,
  grace: null,
  setsUp: true,
};
const FACTS: readonly LetterFacts[] = [
  facts,
  { ...facts, left: 2, applications: ["ONE", "TWO"], others: true, grace: { until: "DAY" }, setsUp: false },
  { ...facts, left: 9, grace: { logins: 1 } },
  { ...facts, grace: { logins: 3 } },
];

const told: Told = {
  who: "WHO",
  whom: "WHOM",
  own: true,
  here: true,
  outcome: "success",
  detail: () => "DETAIL",
};
const TOLD: readonly Told[] = (["success", "failure", "refused"] as const).flatMap((outcome) => [
  { ...told, outcome },
  { ...told, outcome, own: false, here: false },
]);

function givenTo(path: string): readonly unknown[] {
  if (path.startsWith("mail.letters.")) return FACTS;
  return path.startsWith("audit.sentences.") ? TOLD : GIVEN;
}

/** What a text is given: a list for a list, a number, or a name; a function says by failing what it does not take. */
function render(text: (...given: unknown[]) => unknown, path: string): string[] {
  const said: string[] = [];
  for (const given of givenTo(path)) {
    try {
      said.push(String(text(given, given, given, given)));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
  }
  return said;
}

describe("17 languages: the texts", () => {
  for (const book of BOOKS) {
    it(`have the same places in every language: ${book}`, async () => {
      const [english, ...others] = await Promise.all(
        LANGUAGES.map(async (language) => [...textsIn(await readBook(language, book)).keys()].sort()),
      );
      for (const other of others) expect(other).toEqual(english);
    });
  }

  for (const language of LANGUAGES) {
    it(`render, whatever they are given: ${language}`, async () => {
      for (const book of BOOKS) {
        for (const [path, text] of textsIn(await readBook(language, book))) {
          const said =
            typeof text === "function" ? render(text as () => unknown, `${book}${path}`) : [String(text)];
          expect(said, `${book}${path}`).not.toEqual([]);
          expect(said.join(), `${book}${path}`).not.toMatch(/undefined|\[object|#(?=\s)/);
        }
      }
    });
  }

  it("of another language are not left in English", async () => {
    const same: string[] = [];
    for (const book of BOOKS) {
      const english = textsIn(await readBook("en", book));
      for (const [path, text] of textsIn(await readBook("de", book))) {
        const isSentence = typeof text === "string" && /^\S+ \S+ \S+/.test(text);
        if (isSentence && english.get(path) === text) same.push(`${book}${path}`);
      }
    }
    // Names of products, and an example of data.
    expect(same.filter((path) => !/\.items\.|\.formats\.|example$/.test(path))).toEqual([]);
  });

  it("count by the rules and with the numbers of their language", () => {
    expect(counted("en", { one: "# token", other: "# tokens" })(1)).toBe("1 token");
    expect(counted("en", { one: "# token", other: "# tokens" })(1200)).toBe("1,200 tokens");
    expect(counted("de", { one: "# Zeile", other: "# Zeilen" })(0)).toBe("0 Zeilen");
    expect(counted("de", { other: "# Token" })(1200)).toBe("1.200 Token");
    const polish = counted("pl", { one: "# plik", few: "# pliki", many: "# plików", other: "# pliku" });
    expect([1, 3, 5, 22].map(polish)).toEqual(["1 plik", "3 pliki", "5 plików", "22 pliki"]);
  });
});
