import type { AuditTexts } from "../../strings/en/audit.js";
import type { Field, Filter } from "./audit-filter.js";

/** wordsOf says what one filter searches for, as a person reads it. */
export function wordsOf(field: Field, filter: Filter, texts: AuditTexts, language: string): string {
  const value = filter[field];
  switch (field) {
    case "action":
      return texts.actions[value] ?? value;
    case "outcome": {
      const known: Readonly<Record<string, string>> = texts.outcomes;
      return known[value] ?? value;
    }
    case "factor":
      return texts.factors[value] ?? value;
    case "from":
    case "to":
      return dateWords(value, language);
    default:
      return value;
  }
}

/** A day, or an instant with its time of day. */
function dateWords(value: string, language: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const at = new Date(isDay ? `${value}T12:00:00` : value);
  if (Number.isNaN(at.getTime())) return value;
  const style = isDay
    ? { dateStyle: "medium" as const }
    : { dateStyle: "medium" as const, timeStyle: "short" as const };
  return new Intl.DateTimeFormat(language, style).format(at);
}
