import { type ComponentChildren, createContext } from "preact";
import { useCallback, useState } from "preact/hooks";
import { type Language, LanguageContext, loadTexts } from "../strings/language.js";
import { LANGUAGE_COOKIE } from "../strings/languages.js";

/** ChooseLanguageContext carries what changes the page's language; what has been typed stays. */
export const ChooseLanguageContext = createContext<(language: Language) => void>(() => {});

/** PageLanguageProps: `initial` is a language whose texts are loaded. */
export interface PageLanguageProps {
  readonly initial: Language;
  readonly children: ComponentChildren;
}

/** PageLanguage gives everything in it the page's language, and changes it in place. */
export function PageLanguage({ initial, children }: PageLanguageProps) {
  const [language, setLanguage] = useState(initial);
  const choose = useCallback((chosen: Language) => {
    keep(chosen);
    void loadTexts(chosen).then(
      () => {
        document.documentElement.lang = chosen;
        setLanguage(chosen);
      },
      // The texts cannot be fetched at the moment. The choice is kept, and holds from the next page on.
      () => {},
    );
  }, []);
  return (
    <LanguageContext.Provider value={language}>
      <ChooseLanguageContext.Provider value={choose}>{children}</ChooseLanguageContext.Provider>
    </LanguageContext.Provider>
  );
}

/** A year, in seconds. It is no secret, and the service reads it at the next page. */
function keep(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=31536000; SameSite=Lax; Secure`;
}
