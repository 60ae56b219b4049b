import { useContext } from "preact/hooks";
import type { Warning } from "../api-application-types.js";
import { readWarnings } from "../api-applications.js";
import { useAdminTexts } from "../strings/admin.js";
import type { AdminTexts } from "../strings/en/admin.js";
import { LanguageContext } from "../strings/language.js";
import { useLatest } from "../ui/use-latest.js";

/** WarningBanner shows, on every page of the console, what is on and should not stay on; it is read anew for another `at`. */
export function WarningBanner({ at }: { readonly at: string }) {
  const texts = useAdminTexts().warnings;
  const { value } = useLatest(readWarnings, [at]);
  const times = new Intl.DateTimeFormat(useContext(LanguageContext), {
    dateStyle: "long",
    timeStyle: "short",
  });
  const timeOf = (instant: string) => times.format(new Date(instant));
  if (value === null || value.length === 0) return null;
  return (
    <section class="notice notice-warning" aria-label={texts.label}>
      <ul class="warnings">
        {value.map((warning) => (
          <li key={JSON.stringify(warning)}>{inWords(warning, texts, timeOf)}</li>
        ))}
      </ul>
    </section>
  );
}

function inWords(
  warning: Warning,
  texts: AdminTexts["warnings"],
  timeOf: (instant: string) => string,
): string {
  switch (warning.kind) {
    case "environment_key":
      return texts.environmentKey;
    case "break_glass":
      return texts.breakGlass(timeOf(warning.until));
    case "keys_ending":
      return texts.keysEnding(warning.applications);
    case "basic_authentication":
      return texts.basicAuthentication(warning.users);
    case "operation":
      return warning.text;
  }
}
