import { useContext } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { LanguageContext } from "../strings/language.js";
import { LANGUAGES, languages } from "../strings/languages.js";
import { ChooseLanguageContext } from "./page-language.js";

/**
 * LanguageSwitchProps: `form` is the id of a form of the page that is posted, as it is filled in, where there is no
 * JavaScript, so that the service can render the same step in the other language; without it the page is loaded anew.
 */
export interface LanguageSwitchProps {
  readonly form?: string | undefined;
}

/** LanguageSwitch offers the page's languages, each by its own name. */
export function LanguageSwitch({ form }: LanguageSwitchProps) {
  const texts = useCommonTexts();
  const current = useContext(LanguageContext);
  const choose = useContext(ChooseLanguageContext);
  return (
    <form method="get" class="languages" aria-label={texts.language}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="submit"
          class="language"
          form={form}
          formNoValidate
          name="lang"
          value={language}
          lang={language}
          aria-current={language === current ? "true" : undefined}
          onClick={(event) => {
            event.preventDefault();
            choose(language);
          }}
        >
          {languages[language].name}
        </button>
      ))}
    </form>
  );
}
