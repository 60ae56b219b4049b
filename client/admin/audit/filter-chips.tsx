import { useContext } from "preact/hooks";
import { useAuditTexts } from "../../strings/audit.js";
import { LanguageContext } from "../../strings/language.js";
import { Link } from "../link.js";
import { addressOf, type Filter, fields } from "./audit-filter.js";
import { wordsOf } from "./filter-words.js";

/** FilterChips tells what is searched for; each can be taken out. */
export function FilterChips({ filter }: { readonly filter: Filter }) {
  const texts = useAuditTexts();
  const language = useContext(LanguageContext);
  const active = fields.filter((field) => filter[field] !== "");
  if (active.length === 0) return null;
  return (
    <ul class="chips" aria-label={texts.filter.active}>
      {active.map((field) => {
        const words = `${texts.filter[field]}: ${wordsOf(field, filter, texts, language)}`;
        return (
          <li key={field}>
            <Link class="chip" stay to={addressOf({ ...filter, [field]: "" })}>
              <span class="unseen">{texts.filter.remove(words)}</span>
              <span aria-hidden="true">{words} ×</span>
            </Link>
          </li>
        );
      })}
      <li>
        <Link stay to={addressOf({})}>
          {texts.filter.clear}
        </Link>
      </li>
    </ul>
  );
}
