import { type ComponentChild, hydrate, render } from "preact";
import { loadTexts } from "../strings/language.js";
import { isLanguage } from "../strings/languages.js";
import { PageLanguage } from "./page-language.js";

/**
 * openPage shows a page in the language that the service wrote the document in, once its texts are there.
 * @param how `hydrate` where the service has rendered the very page; `render` drops what it put there, which is for
 *   browsers without JavaScript
 */
export async function openPage(page: ComponentChild, how: "hydrate" | "render"): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) return;
  const { lang } = document.documentElement;
  const language = isLanguage(lang) ? lang : "en";
  await loadTexts(language);
  const whole = <PageLanguage initial={language}>{page}</PageLanguage>;
  if (how === "hydrate") return hydrate(whole, root);
  root.replaceChildren();
  render(whole, root);
}
