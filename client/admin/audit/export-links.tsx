import { exportPath } from "../../api-audit.js";
import { useAuditTexts } from "../../strings/audit.js";

/** ExportLinks hands the entries that are searched for out as files. */
export function ExportLinks({ question }: { readonly question: URLSearchParams }) {
  const texts = useAuditTexts().export;
  return (
    <div class="stack-tight">
      <div class="row">
        {(["csv", "jsonl"] as const).map((format) => (
          <a key={format} class="button button-secondary" href={exportPath(question, format)} download>
            {texts[format]}
          </a>
        ))}
      </div>
      <p class="field-hint">{texts.hint}</p>
    </div>
  );
}
