import type { Warning } from "../api-application-types.js";
import { readWarnings } from "../api-applications.js";
import { useAdminTexts } from "../strings/admin.js";
import type { AdminTexts } from "../strings/en/admin.js";
import { useLatest } from "../ui/use-latest.js";

/** WarningBanner shows, on every page of the console, what is on and should not stay on; it is read anew for another `at`. */
export function WarningBanner({ at }: { readonly at: string }) {
  const texts = useAdminTexts().warnings;
  const { value } = useLatest(readWarnings, [at]);
  if (value === null || value.length === 0) return null;
  return (
    <section class="notice notice-warning" aria-label={texts.label}>
      <ul class="warnings">
        {value.map((warning) => (
          <li key={JSON.stringify(warning)}>{inWords(warning, texts)}</li>
        ))}
      </ul>
    </section>
  );
}

function inWords(warning: Warning, texts: AdminTexts["warnings"]): string {
  switch (warning.kind) {
    case "environment_key":
      return texts.environmentKey;
    case "keys_ending":
      return texts.keysEnding(warning.applications);
    case "basic_authentication":
      return texts.basicAuthentication(warning.users);
    case "operation":
      return warning.text;
  }
}
