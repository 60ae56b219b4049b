import { useContext } from "preact/hooks";
import { LanguageContext } from "../strings/language.js";
import { useNow } from "./use-now.js";

/** Units of a relative time with their length in seconds, the largest first. */
const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** TimeProps: `at` is an ISO 8601 instant. */
export interface TimeProps {
  readonly at: string;
}

/** Time says how long ago or ahead an instant is; the date and time of day are its title, and are read aloud. */
export function Time({ at }: TimeProps) {
  const language = useContext(LanguageContext);
  const now = useNow(30_000);
  const date = new Date(at);
  const absolute = useDateTime(at);
  return (
    <time dateTime={at} title={absolute}>
      {relative(date.getTime() - now, language)}
      <span class="unseen"> ({absolute})</span>
    </time>
  );
}

/** useDateTime says an ISO 8601 instant by date and time of day, where the person is. */
export function useDateTime(at: string): string {
  const language = useContext(LanguageContext);
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(at));
}

/** relative says a span of milliseconds in words: "3 days ago", "in 2 hours", "now". */
function relative(spanMs: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const seconds = spanMs / 1000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, "second");
}
