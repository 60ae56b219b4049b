import type { Context } from "koa";
import { isLanguage, LANGUAGE_COOKIE, LANGUAGES, type Language } from "../../client/strings/languages.js";
import type { User } from "../storage/storage.js";
import { cookie } from "./cookies.js";

/** A year, in seconds. */
const KEPT_SECONDS = 31_536_000;

/**
 * The language to answer a person in: the one chosen (`?lang=`, then the cookie), then the browser's own
 * (`Accept-Language`, RFC 9110 section 12.5.4), then English.
 */
export function languageOf(ctx: Context): Language {
  return statedLanguage(ctx) ?? "en";
}

/**
 * What a sign-in on our own pages adds to its write: the language that the person used, for the letters to them.
 * @returns for the `onMatch` of an attempt
 */
export function keepingLanguage(ctx: Context): (user: User) => User {
  const language = statedLanguage(ctx);
  return (user) => (language === null || user.language === language ? user : { ...user, language });
}

/** As languageOf, and null where neither a choice nor the browser names any of ours. */
function statedLanguage(ctx: Context): Language | null {
  const { lang } = ctx.query;
  const chosen = [ctx.state.language, lang, cookie(ctx, LANGUAGE_COOKIE)].find(isOurs);
  if (chosen !== undefined) return chosen;
  if (ctx.get("Accept-Language") === "") return null;
  const accepted = ctx.acceptsLanguages([...LANGUAGES]);
  return isOurs(accepted) ? accepted : null;
}

/** Keeps a choice for this answer and for those to come; a tag that is none of ours changes nothing. */
export function chooseLanguage(ctx: Context, tag: unknown): void {
  if (!isOurs(tag)) return;
  ctx.state.language = tag;
  const attributes = `Path=/; Max-Age=${KEPT_SECONDS}; SameSite=Lax; Secure`;
  ctx.append("Set-Cookie", `${LANGUAGE_COOKIE}=${tag}; ${attributes}`);
}

function isOurs(tag: unknown): tag is Language {
  return typeof tag === "string" && isLanguage(tag);
}
