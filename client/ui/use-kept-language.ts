import { useContext, useEffect, useRef } from "preact/hooks";
import { keepLanguage } from "../api-session.js";
import { LanguageContext } from "../strings/language.js";

/**
 * useKeptLanguage has the service remember the language of the page, where it knows another one of a signed-in person:
 * letters come in it.
 */
export function useKeptLanguage(known: string | null): void {
  const language = useContext(LanguageContext);
  const kept = useRef(known);
  useEffect(() => {
    if (kept.current === language) return;
    kept.current = language;
    // No condition of anything: where it fails, the next visit tells it.
    keepLanguage(language).catch(() => {});
  }, [language]);
}
