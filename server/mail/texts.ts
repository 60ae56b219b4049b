import { isFew } from "../../client/recovery.js";
import { type Language, languages } from "../../client/strings/languages.js";
import type { LetterFacts } from "../../client/strings/letter-facts.js";
import type { Texts } from "../../client/strings/texts.js";
import type { Notice } from "./notices.js";

/** What a letter is written from. */
export interface Occasion {
  notice: Notice;
  language: Language;
  username: string;
  at: Date;
  /** Origin of Latchkey's own pages. */
  publicUrl: string;
  /** Name of the application through which a user was blocked; null for Latchkey's own pages. */
  application: string | null;
}

/** A plain text letter. */
export interface Letter {
  subject: string;
  text: string;
}

/** Words of a kind of notice. */
interface Words {
  subject: string;
  happened(about: LetterFacts): string;
  advice: string | ((about: LetterFacts) => string);
}

/** Writes the letter of a notice: what happened, when, and what to do if it was somebody else. It holds no secret. */
export async function letterOf(occasion: Occasion): Promise<Letter> {
  const { notice, language, username, at, publicUrl } = occasion;
  const texts = await languages[language].books.mail();
  // That every kind of notice has its letter, the compiler sees here.
  const letters: Readonly<Record<Notice["kind"], Words>> = texts.letters;
  const { subject, happened, advice } = letters[notice.kind];
  const about = factsOf(occasion, texts);
  const paragraphs = [
    texts.hello(oneLine(username)),
    happened(about),
    texts.when(inWords(at, texts.dates)),
    typeof advice === "string" ? advice : advice(about),
    texts.settings(`${publicUrl}/profile`),
    texts.foot,
  ];
  return { subject, text: `${paragraphs.join("\n\n")}\n` };
}

/** Applications beyond these are not listed. */
const MOST_NAMED = 10;

function factsOf({ notice, application }: Occasion, texts: Texts["mail"]): LetterFacts {
  const required = notice.kind === "factor_required" ? notice : null;
  const grace = required?.grace ?? null;
  const left = "left" in notice ? notice.left : 0;
  return {
    name: oneLine(nameIn(notice) ?? application ?? texts.ownPages),
    left,
    few: isFew(left),
    until: "until" in notice ? inWords(notice.until, texts.dates) : "",
    applications: (required?.applications ?? []).slice(0, MOST_NAMED).map(oneLine),
    others: (required?.applications.length ?? 0) > MOST_NAMED,
    grace: grace && "until" in grace ? { until: inWords(new Date(grace.until), texts.dates) } : grace,
    setsUp: "setsUp" in notice && notice.setsUp,
  };
}

function nameIn(notice: Notice): string | null {
  if ("credentialName" in notice) return notice.credentialName;
  return notice.kind === "break_glass_used" ? notice.by : null;
}

/** Names are chosen by people: one that holds line breaks could pass for a part of the letter. */
function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 256);
}

function inWords(at: Date, locale: string): string {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return dates.format(at);
}
