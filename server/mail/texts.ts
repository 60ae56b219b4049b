import type { Grace, Notice } from "./notices.js";

/** What a letter is written from. */
export interface Occasion {
  notice: Notice;
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

/** Writes the letter of a notice: what happened, when, and what to do if it was somebody else. It holds no secret. */
export function letterOf({ notice, username, at, publicUrl, application }: Occasion): Letter {
  const { subject, happened, advice } = wordsOf(
    notice,
    oneLine(application ?? "Latchkey's own sign-in page"),
  );
  const paragraphs = [
    `Hello ${oneLine(username)},`,
    happened,
    `When: ${inWords(at)}`,
    advice,
    `Your security settings: ${publicUrl}/profile`,
    "Latchkey sends this by itself, and nobody reads what you answer. It never asks you for a code, a recovery key or a password.",
  ];
  return { subject, text: `${paragraphs.join("\n\n")}\n` };
}

const NOT_YOU = "If it was you, there is nothing to do. If it was not you,";

function wordsOf(notice: Notice, application: string): { subject: string; happened: string; advice: string } {
  switch (notice.kind) {
    case "factor_added":
      return {
        subject: "A second factor was added",
        happened: `From now on you can sign in with one more second factor: "${oneLine(notice.credentialName)}".`,
        advice: `${NOT_YOU} somebody else can sign in as you: revoke it in your security settings, change your password, and tell your administrator.`,
      };
    case "factor_removed":
      return {
        subject: "A second factor was removed",
        happened: `This second factor of yours was removed and can no longer be used: "${oneLine(notice.credentialName)}".`,
        advice: `${NOT_YOU} and your administrator did not do it for you, change your password and tell your administrator.`,
      };
    case "recovery_key_used":
      return {
        subject: "Your recovery key was used",
        happened:
          "Somebody signed in with your recovery key. That key is used up, and what replaces it was shown then.",
        advice: `${NOT_YOU} somebody has your password and had your recovery key: change your password, make a new recovery key in your security settings, and tell your administrator.`,
      };
    case "recovery_key_renewed":
      return {
        subject: "You have a new recovery key",
        happened:
          "A new recovery key was made for you. The old one can no longer be used: destroy your copies of it.",
        advice: `${NOT_YOU} make another one in your security settings, change your password, and tell your administrator.`,
      };
    case "recovery_code_used":
      return {
        subject: "One of your recovery codes was used",
        happened: `Somebody signed in with one of your recovery codes. That code is used up. ${codesLeft(notice.left)}`,
        advice: `${NOT_YOU} somebody has your password and at least one of your recovery codes: change your password, make new recovery codes in your security settings, and tell your administrator.`,
      };
    case "recovery_codes_renewed":
      return {
        subject: "You have new recovery codes",
        happened:
          "New recovery codes were made for you. What you had until now can no longer be used: destroy your copies of it.",
        advice: `${NOT_YOU} make new ones in your security settings, change your password, and tell your administrator.`,
      };
    case "password_changed":
      return {
        subject: "Your password was changed",
        happened:
          "Your password was changed. Everywhere else you are signed out, and no browser is remembered any more.",
        advice: `${NOT_YOU} and your administrator did not do it for you, somebody else may sign in as you: tell your administrator.`,
      };
    case "factor_required":
      return {
        subject: "You need a second factor to sign in",
        happened: `Your organisation now requires a second factor of you, next to your password, to sign in${placesOf(notice.applications)}.`,
        advice: `${notice.setsUp ? SETS_UP : GETS_TOKEN} ${deadlineOf(notice.grace)}`,
      };
    case "blocked":
      return {
        subject: "Wrong second factors: you are blocked for a while",
        happened: `Your second factor was answered wrongly several times in a row, through: ${application}. You are blocked for a moment, and for longer with each further failure.`,
        advice:
          "If it was you, wait and try again. If it was not you, somebody may know your password: change it, and tell your administrator, who can also lift the block.",
      };
  }
}

function codesLeft(left: number): string {
  const few = left <= 3 ? " Make new ones in your security settings." : "";
  return left === 0 ? `It was the last one.${few}` : `Codes left: ${left}.${few}`;
}

const SETS_UP =
  "At your next sign-in you are led through it, page by page; it takes two minutes. You can also do it now, by the address below.";
const GETS_TOKEN =
  "You get a hardware token from your administrator. What to do for it is written at your next sign-in, and at the address below.";

/** Applications beyond these are not listed. */
const MOST_PLACES = 10;

function placesOf(applications: readonly string[]): string {
  if (applications.length === 0) return "";
  const named = applications.slice(0, MOST_PLACES).map(oneLine).join(", ");
  return ` to: ${named}${applications.length > MOST_PLACES ? " and others" : ""}`;
}

function deadlineOf(grace: Grace | null): string {
  if (grace === null) return "From now on you cannot go on without it.";
  if ("until" in grace) {
    return `You can put it off until ${inWords(new Date(grace.until))}; after that you cannot go on without it.`;
  }
  const times = grace.logins === 1 ? "once" : `${grace.logins} times`;
  return `You can still sign in ${times} without it; after that you cannot go on.`;
}

/** Names are chosen by people: one that holds line breaks could pass for a part of the letter. */
function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 256);
}

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

function inWords(at: Date): string {
  return `${DATE.format(at)} UTC`;
}
