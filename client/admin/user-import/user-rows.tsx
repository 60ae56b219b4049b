import type { ImportedUser } from "../../api-bulk-types.js";
import type { UserImportTexts } from "../../strings/en/user-import.js";
import { useUserImportTexts } from "../../strings/user-import.js";
import { LongTable } from "../../ui/long-table.js";

const order: readonly ImportedUser["outcome"][] = ["refused", "updated", "created", "unchanged"];

/** UserRows says what becomes of each row; what was left out comes first, and what stays as it is is not listed. */
export function UserRows({ rows }: { readonly rows: readonly ImportedUser[] }) {
  const texts = useUserImportTexts();
  const told = rows.filter(({ outcome }) => outcome !== "unchanged");
  const sorted = [...told].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  if (sorted.length === 0) return null;
  return (
    <div class="stack">
      <LongTable
        label={texts.table}
        heads={[texts.row, texts.user, texts.outcome, texts.what]}
        all={sorted}
        more={texts.more}
        row={(one) => (
          <tr key={one.row}>
            <td>{one.row}</td>
            <th scope="row">{one.username}</th>
            <td class={one.outcome === "refused" ? "outcome-bad" : "outcome-good"}>
              {texts.outcomes[one.outcome]}
            </td>
            <td>{whatOf(one, texts)}</td>
          </tr>
        )}
      />
    </div>
  );
}

/** whatOf says in words what a row changes, or why it is left out. */
export function whatOf({ code, changes = [] }: ImportedUser, texts: UserImportTexts): string {
  if (code !== undefined) return texts.codes[code];
  return changes
    .map(({ field, from, to }) => texts.change(texts.fields[field], from, to ?? texts.nothing))
    .join("; ");
}
