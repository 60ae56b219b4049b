import type { BulkRow } from "../../api-bulk-types.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { LongTable } from "../../ui/long-table.js";

/** BulkRefusals says who is left out, and why; nothing where nobody is. */
export function BulkRefusals({ rows }: { readonly rows: readonly BulkRow[] }) {
  const texts = useBulkTexts();
  const refused = rows.filter(({ outcome }) => outcome === "refused");
  if (refused.length === 0) return null;
  return (
    <div class="stack">
      <p>{texts.refused(refused.length)}</p>
      <LongTable
        label={texts.reason}
        heads={[texts.user, texts.reason]}
        all={refused}
        more={texts.more}
        row={({ username, code = "", message }) => (
          <tr key={username}>
            <th scope="row">{username}</th>
            <td>{texts.codes[code] ?? message}</td>
          </tr>
        )}
      />
    </div>
  );
}
