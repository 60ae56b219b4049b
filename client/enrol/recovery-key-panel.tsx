import { useCommonTexts } from "../strings/common.js";
import { Button } from "../ui/button.js";
import { CopyButton } from "../ui/copy-button.js";
import { download } from "../ui/download.js";

/** RecoveryKeyPanelProps: one key, or the set of codes where policy chose those. */
export interface RecoveryKeyPanelProps {
  readonly secrets: readonly string[];
  readonly username: string;
  readonly onSaved: () => void;
  readonly busy?: boolean;
  readonly label?: string;
  /** Hidden fields for the form's post where there is no JavaScript. */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * RecoveryKeyPanel shows a new recovery key the only time it is shown: to copy, print or download. It lets go
 * only after the person has said that it is saved. In a plain form (no JavaScript) it posts `saved`.
 */
export function RecoveryKeyPanel({ secrets, username, onSaved, busy, label, fields }: RecoveryKeyPanelProps) {
  const common = useCommonTexts();
  const texts = common.recovery;
  const own = secrets.length > 1 ? texts.codesWords : texts.keyWords;
  const text = secrets.join("\n");
  return (
    <div class="recovery stack">
      <p class="print-only">{texts.printed(username)}</p>
      {secrets.length === 1 ? (
        <code class="secret" translate={false}>
          {text}
        </code>
      ) : (
        <ol class="secret secret-list" translate={false}>
          {secrets.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      )}
      <div class="row no-print needs-script">
        <CopyButton text={text} />
        <Button look="secondary" onClick={() => window.print()}>
          {common.print}
        </Button>
        <Button
          look="secondary"
          onClick={() => download(own.fileName, texts.fileText(username, location.host, text))}
        >
          {common.download}
        </Button>
      </div>
      <p class="soft">{texts.advice}</p>
      <form
        method="post"
        class="stack no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSaved();
        }}
      >
        {Object.entries(fields ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label class="check">
          <input type="checkbox" name="saved" required />
          {own.saved}
        </label>
        <Button wide busy={busy ?? false}>
          {label ?? common.continue}
        </Button>
      </form>
    </div>
  );
}
